import { Fortress } from "./fortress";
import type { FortressDrawing } from "./types";

interface ResponsiveFortressProps {
  drawing: FortressDrawing;
  /** px where there is room. On phones it is drawn for 358, and the style shows one of them. */
  width: number;
}

/** The fortress with its links, drawn for wide and for narrow places, so that its words stay as large as they are. */
export const ResponsiveFortress = ({ drawing, width }: ResponsiveFortressProps) => (
  <>
    <div className="hidden sm:block">
      <Fortress drawing={drawing} width={width} links />
    </div>
    <div className="sm:hidden">
      <Fortress drawing={drawing} width={358} links />
    </div>
  </>
);
