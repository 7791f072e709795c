import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { gain } from "@/lib/format";
import { guidanceFor } from "@/lib/guidance";
import type { CheckRow } from "@/lib/queries/towers";
import { Details } from "./details";
import { GuidancePanel } from "./guidance";

interface CheckEvidenceProps {
  check: CheckRow;
  family: "debian" | "redhat";
  hostId: string;
  zone: string;
  now: number;
}

/** What was seen, what it is worth, and what to do: the inside of a check's row. */
export function CheckEvidence({ check, family, hostId, zone, now }: CheckEvidenceProps) {
  const broken = check.outcome === "fail" || check.outcome === "part";
  const guidance = check.hasGuidance && check.outcome !== "pass" ? guidanceFor(check.key) : null;
  return (
    <div className="grid gap-5 pt-2 text-13">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
        <dt className="text-ink-3">What was seen</dt>
        <dd className="min-w-0">
          <Link href={`/reports/${check.reportId}`} className="link">
            {check.source}
          </Link>
          , <Time at={check.observedAt} zone={zone} now={now} as="moment" />
          {check.message && <span className="block text-ink-2">{check.message}</span>}
          <Details details={check.details} />
        </dd>
        <dt className="text-ink-3">So since</dt>
        <dd>
          <Time at={check.sinceAt} zone={zone} now={now} as="moment" />
        </dd>
        <dt className="text-ink-3">Worth</dt>
        <dd>
          {check.severity}, weight {check.weight}
          {check.gain !== null && `; repaired, the fortress gains ${gain(check.gain)}`}
        </dd>
        {broken && (
          <>
            <dt className="text-ink-3">Proof</dt>
            <dd>
              A later report that passes it. Marking it as done is no proof.{" "}
              <Link href={`/hosts/${hostId}/findings/${encodeURIComponent(check.key)}`} className="link">
                Work, comments and history
              </Link>
              {" · "}
              <Link href={`/findings/${encodeURIComponent(check.key)}`} className="link">
                The same on other hosts
              </Link>
            </dd>
          </>
        )}
      </dl>
      {guidance && <GuidancePanel guidance={guidance} family={family} id={`${hostId}-${check.key}`} />}
    </div>
  );
}
