import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { Sign } from "@/components/fortress/sign";
import { gain, plural, score } from "@/lib/format";
import type { CheckRow, TowerDetail } from "@/lib/queries/towers";
import { CheckEvidence } from "./check-evidence";
import { Outcome } from "./outcome";

interface CheckTableProps {
  group: TowerDetail["groups"][number];
  family: "debian" | "redhat";
  hostId: string;
  zone: string;
  now: number;
}

const GRID =
  "grid grid-cols-[112px_minmax(0,1fr)_64px_16px] items-baseline gap-x-3 md:grid-cols-[120px_minmax(0,190px)_minmax(0,1fr)_72px_88px_16px]";

/** Checks of one group; each opens in place to its evidence, worth and guidance, without script. */
export function CheckTable({ group, ...rest }: CheckTableProps) {
  const folded = group.name ? group.checks.filter((check) => !costs(check)) : [];
  return (
    <div className="mt-6 first:mt-2">
      {group.name && (
        <div className="flex items-baseline justify-between border-line-strong border-b pb-1.5">
          <h3>{group.name}</h3>
          <span className="text-12 text-ink-3">
            proven {score(group.proven)} of {score(group.weight)}
          </span>
        </div>
      )}
      <Rows checks={group.name ? group.checks.filter(costs) : group.checks} {...rest} />
      {folded.length > 0 && (
        <details className="group/passed border-line border-b">
          <summary className="flex items-center gap-2 py-2 text-13 text-ink-3 hover:bg-sunken">
            <Sign name="proven" />
            {plural(folded.length, "check")} passed
            <ChevronRight size={14} aria-hidden="true" className="ml-auto group-open/passed:rotate-90" />
          </summary>
          <Rows checks={folded} {...rest} />
        </details>
      )}
    </div>
  );
}

/** Whether a check costs something: only those stand open. */
const costs = ({ outcome, fresh }: CheckRow): boolean => outcome !== "pass" || fresh < 0.995;

function Rows({
  checks,
  family,
  hostId,
  zone,
  now,
}: Omit<CheckTableProps, "group"> & { checks: readonly CheckRow[] }) {
  return (
    <>
      {checks.map((check) => (
        <details
          key={check.key}
          id={check.key}
          data-row
          className="group/row border-line border-b open:pb-6 target:bg-accent-soft"
        >
          <summary className={clsx(GRID, "py-2 text-13 hover:bg-sunken")}>
            <Outcome outcome={check.outcome} fresh={check.fresh} />
            <code className="hidden truncate text-ink-3 md:block">{check.key.replace(/^lynis:/, "")}</code>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {check.title}
              {!check.catalogued && (
                <span className="text-12 text-ink-3"> · not in the catalogue: default weight</span>
              )}
            </span>
            <span className="hidden text-ink-3 md:block">{check.severity}</span>
            <span className="text-right">
              {check.gain !== null && check.gain >= 0.05 ? (
                <strong className="font-bold">{gain(check.gain)}</strong>
              ) : (
                "·"
              )}
            </span>
            <ChevronRight
              size={14}
              aria-hidden="true"
              className="self-center text-ink-3 group-open/row:rotate-90"
            />
          </summary>
          <CheckEvidence check={check} family={family} hostId={hostId} zone={zone} now={now} />
        </details>
      ))}
    </>
  );
}
