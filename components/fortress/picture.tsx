import type { ReactNode } from "react";
import { num } from "./geometry";

interface PictureProps {
  /** px on the page. */
  width: number;
  height: number;
  /** Size of the coordinates inside; by default one per px. */
  inside?: { width: number; height: number };
  /** The whole picture in words. */
  label: string;
  /** The id of a longer description inside `children`. */
  describedBy?: string;
  /** "fx-heat" for the heat map. */
  look?: string;
  children: ReactNode;
  /** Links laid over the picture: beside the image, never inside it, so that both roles stay valid. */
  links?: ReactNode;
}

/** An image that a screen reader hears as one sentence, with its links beside it. */
export function Picture({ width, height, inside, label, describedBy, look, children, links }: PictureProps) {
  const size = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${num(inside?.width ?? width)} ${num(inside?.height ?? height)}`,
    width: num(width),
    height: num(height),
    className: look ? `fx ${look}` : "fx",
  };
  if (!links) {
    return (
      <svg {...size} role="img" aria-label={label} aria-describedby={describedBy}>
        {children}
      </svg>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset
    <svg {...size} role="group" aria-label="Drawing with links">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a <g> is not interactive */}
      <g role="img" aria-label={label} aria-describedby={describedBy}>
        {children}
      </g>
      {links}
    </svg>
  );
}
