import { GRADE_LIMITS } from "@/lib/fortress/grade";
import { box, hatch, segment } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import { heightAt, type Plan } from "./plan";
import { clampPoints, score } from "./text";
import type { FortressDrawing } from "./types";

interface GaugeProps {
  drawing: FortressDrawing;
  plan: Plan;
}

const ROD = 12;

/** The fortress as a whole, on the scale of its towers: the same zones on a rod, with the limits of the grades. */
export function Gauge({ drawing, plan }: GaugeProps) {
  if (plan.layout !== "large") return null;
  const x = plan.end + 78;
  const { proven, possible } = drawing;
  const top = heightAt(plan, 100);
  return (
    <g data-part="gauge">
      <path
        d={GRADE_LIMITS.map(([, from]) => segment(x - 5, heightAt(plan, from), x, heightAt(plan, from))).join(
          "",
        )}
        stroke={paint("rule")}
      />
      {GRADE_LIMITS.map(([grade, from], index) => (
        <Label
          key={grade}
          x={x - 13}
          y={heightAt(plan, (from + (GRADE_LIMITS[index - 1]?.[1] ?? 100)) / 2) + 4}
          size={11}
          fill={paint(grade === drawing.grade ? "ink" : "soft")}
          anchor="middle"
          bold={grade === drawing.grade}
          halo
        >
          {grade}
        </Label>
      ))}
      {proven === null ? (
        <path
          d={box(x, top, ROD, plan.ground - top)}
          fill="none"
          stroke={paint("soft")}
          strokeDasharray="4 4"
        />
      ) : (
        <Standing
          x={x}
          plan={plan}
          proven={clampPoints(proven)}
          possible={Math.max(clampPoints(proven), clampPoints(possible))}
        />
      )}
    </g>
  );
}

function Standing({
  x,
  plan,
  proven,
  possible,
}: {
  x: number;
  plan: Plan;
  proven: number;
  possible: number;
}) {
  const [stands, reaches, top] = [heightAt(plan, proven), heightAt(plan, possible), heightAt(plan, 100)];
  const beside = x + ROD + 8;
  return (
    <>
      <path d={box(x, top, ROD, plan.ground - top)} fill="none" stroke={paint("rule")} />
      <path d={box(x, stands, ROD, plan.ground - stands)} fill={paint("stone-cool")} stroke={paint("rule")} />
      {possible - proven > 0.05 && (
        <g stroke={paint("unproven")}>
          <path d={hatch(x, reaches, ROD, stands - reaches, 6)} strokeWidth=".8" />
          <path d={segment(x - 1, reaches, x + ROD + 4, reaches)} strokeWidth="1.6" />
        </g>
      )}
      <path d={segment(x - 1, stands, x + ROD + 4, stands)} stroke={paint("ink")} strokeWidth="2" />
      <Label x={beside} y={stands + 5} size={16} fill={paint("ink")} bold>
        {score(proven)}
      </Label>
      <Label x={beside} y={stands + 18} size={10.5} fill={paint("soft")}>
        fortress
      </Label>
      {possible - proven > 0.05 && (
        <Label x={beside} y={Math.min(reaches + 4, stands - 14)} size={12} fill={paint("unproven")}>
          {score(possible)}
        </Label>
      )}
    </>
  );
}
