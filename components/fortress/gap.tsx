import { num } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";

interface GapProps {
  x: number;
  width: number;
  /** y of 100 points and of the ground. */
  top: number;
  ground: number;
  crown: number;
}

/** No evidence: the dashed outline of a tower that is planned but about which nothing has ever reported. */
export function Gap({ x, width, top, ground, crown }: GapProps) {
  const merlon = width / 7;
  const down = num(crown);
  const across = num(merlon);
  const step = `h${across}v${down}h${across}v-${down}`;
  const outline = `M${num(x)} ${num(ground - 0.8)}V${num(top)}${step.repeat(3)}h${across}V${num(ground - 0.8)}`;
  const lines = width < 78 ? ["no", "evidence"] : ["no evidence"];
  return (
    <>
      <path
        d={outline}
        fill={paint("paper")}
        stroke={paint("soft")}
        strokeDasharray="4 4"
        data-zone="no-evidence"
      />
      {lines.map((words, index) => (
        <Label
          key={words}
          x={x + width / 2}
          y={(top + ground) / 2 + index * 13}
          size={11}
          fill={paint("soft")}
          anchor="middle"
        >
          {words}
        </Label>
      ))}
    </>
  );
}
