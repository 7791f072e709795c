import { box, courses, noise, num, segment, times } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import { heightAt, type Plan } from "./plan";

interface WallProps {
  plan: Plan;
  /** Nothing has ever reported: the wall is an outline, as its towers are. */
  planned: boolean;
}

/** The scale, the curtain wall, the ground and the moat. The wall links and measures nothing: paler, always as high. */
export function Wall({ plan, planned }: WallProps) {
  const { axis, end, ground, moat } = plan;
  const bank = ground + moat;
  return (
    <>
      <Scale plan={plan} />
      {plan.walls.map(({ x, width }, index) => (
        <Stretch key={x} plan={plan} x={x} width={width} planned={planned} seed={200 + index * 17} />
      ))}
      <path d={waves(plan)} fill="none" stroke={paint("rule")} strokeWidth=".8" strokeOpacity=".6" />
      <path
        d={segment(axis, ground, end, ground)}
        stroke={paint("ink")}
        strokeWidth="1.6"
        data-part="ground"
      />
      <path d={segment(axis, bank, end, bank)} stroke={paint("rule")} />
    </>
  );
}

function Scale({ plan }: { plan: Plan }) {
  const marks = [0, 20, 40, 60, 80, 100].map((points) => ({ points, y: heightAt(plan, points) }));
  return (
    <g data-part="scale">
      <path d={marks.map(({ y }) => segment(plan.axis, y, plan.end, y)).join("")} stroke={paint("line")} />
      {marks.map(({ points, y }) => (
        <Label
          key={points}
          x={plan.axis - 7}
          y={y + 3.5}
          size={plan.layout === "small" ? 10 : 11}
          fill={paint("soft")}
          anchor="end"
        >
          {String(points)}
        </Label>
      ))}
    </g>
  );
}

interface StretchProps extends WallProps {
  x: number;
  width: number;
  seed: number;
}

function Stretch({ plan, x, width, planned, seed }: StretchProps) {
  const { ground, point } = plan;
  const small = plan.layout === "small";
  const height = (small ? 13 : 25) * point;
  const top = ground - height;
  const many = Math.max(1, Math.round(width / (small ? 16 : 30)));
  const merlon = width / (2 * many + 1);
  if (planned) {
    const step = `h${num(merlon)}v${num(-merlon * 0.62)}h${num(merlon)}v${num(merlon * 0.62)}`;
    return (
      <path
        d={`M${num(x)} ${num(top)}${step.repeat(many)}h${num(merlon)}`}
        fill="none"
        stroke={paint("soft")}
        strokeOpacity=".8"
        strokeDasharray="4 4"
      />
    );
  }
  const stones = courses({
    x,
    width,
    ground,
    point,
    from: 0,
    to: height / point,
    seed,
    stones: Math.max(1, Math.round(width / 32)),
  });
  const merlons = times(many, (index) =>
    box(x + merlon * (2 * index + 1), top - merlon * 0.62, merlon, merlon * 0.62),
  );
  return (
    <g opacity=".5" data-part="wall">
      <path d={box(x, top, width, height)} fill={paint("joint")} />
      <path d={stones[0]} fill={paint("stone")} />
      <path d={stones[1]} fill={paint("stone-cool")} />
      <path d={stones[2] + merlons} fill={paint("stone-warm")} />
      <path d={segment(x, top, x + width, top)} stroke={paint("ink")} />
    </g>
  );
}

function waves({ axis, end, ground, moat }: Plan): string {
  return [0.3, 0.55, 0.8]
    .map((depth, row) =>
      times((end - axis) / 34, (index) =>
        noise(index, row) < 0.62
          ? `M${num(axis + index * 34 + noise(row, index) * 12)} ${num(ground + moat * depth)}q5-2.5 10 0t10 0`
          : "",
      ),
    )
    .join("");
}
