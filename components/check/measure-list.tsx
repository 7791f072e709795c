import { ChevronRight } from "lucide-react";
import { DecideLink } from "@/components/decision/decide-link";
import { dayWords } from "@/components/decision/words";
import { Sign } from "@/components/fortress/sign";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { gain } from "@/lib/format";
import { guidanceFor } from "@/lib/guidance";
import { withQuery } from "@/lib/href";
import type { Word } from "@/lib/queries/attestations";
import type { MeasureRow } from "@/lib/queries/towers";
import { CheckTable } from "./check-table";
import { GuidancePanel } from "./guidance";

interface MeasureListProps {
  measures: readonly MeasureRow[];
  kind: "guard" | "bridge";
  family: "debian" | "redhat";
  hostId: string;
  /** The attestations that hold here, by measure. */
  words: ReadonlyMap<string, Word>;
  mayAttest: boolean;
  mayDecide: boolean;
  zone: string;
  now: number;
}

/** Guards or bridges: state, what says so, and how to put one in place. */
export function MeasureList({
  measures,
  kind,
  family,
  hostId,
  words,
  mayAttest,
  mayDecide,
  zone,
  now,
}: MeasureListProps) {
  return (
    <ul>
      {measures.map((measure) => {
        const guidance = guidanceFor(`measure:${measure.id}`);
        const word = words.get(measure.id);
        return (
          <li key={measure.id} id={measure.id} className="border-line border-b target:bg-accent-soft">
            <details data-row className="group/row open:pb-6">
              <summary className="grid grid-cols-[36px_minmax(0,1fr)_auto_16px] items-start gap-x-3 py-3 hover:bg-sunken">
                <Sign name={`${kind} ${measure.status}`} />
                <span className="min-w-0">
                  <span className="block font-bold">{measure.title}</span>
                  <span className="block text-13 text-ink-2 [overflow-wrap:anywhere]">{measure.because}</span>
                </span>
                <span className="text-right text-13">
                  <strong className="block font-bold">{measure.silent ? "silent" : measure.status}</strong>
                  {measure.gain !== null && measure.gain >= 0.05 && (
                    <span className={measure.status === "unknown" ? "text-12 text-unproven" : "text-12"}>
                      {measure.status === "unknown" && "up to "}
                      {gain(measure.gain)}
                    </span>
                  )}
                </span>
                <ChevronRight
                  size={14}
                  aria-hidden="true"
                  className="mt-1 text-ink-3 group-open/row:rotate-90"
                />
              </summary>
              {measure.guard && <Guard facts={measure.guard} zone={zone} now={now} />}
              {word && <Attested word={word} zone={zone} now={now} />}
              <div className="no-print mb-3 ml-[48px] flex flex-wrap gap-2 empty:hidden">
                {mayAttest && (measure.status === "unknown" || word) && (
                  <ButtonLink
                    href={withQuery("/attestations/new", { measure: measure.id, host: hostId })}
                    small
                  >
                    {word ? "Attest again" : "Attest"}
                    <span className="sr-only">: {measure.title}</span>
                  </ButtonLink>
                )}
                {mayDecide && measure.status !== "in place" && (
                  <DecideLink about={`measure:${measure.id}`} host={hostId} name={measure.title} small />
                )}
              </div>
              {measure.checks.length > 0 && (
                <CheckTable
                  group={{ name: "", checks: measure.checks, proven: 0, weight: 0 }}
                  family={family}
                  hostId={hostId}
                  zone={zone}
                  now={now}
                />
              )}
              {guidance && (
                <div className="mt-5">
                  <GuidancePanel guidance={guidance} family={family} id={`${hostId}-${measure.id}`} />
                </div>
              )}
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** Whose word stands here, how old it is and until when. */
function Attested({ word, zone, now }: { word: Word; zone: string; now: number }) {
  return (
    <p className="mb-3 ml-[48px] text-13 [overflow-wrap:anywhere]">
      <Link href={`/attestations/${word.id}`} className="link">
        Attested by {word.by}
      </Link>
      , <Time at={word.at} zone={zone} now={now} /> old, until {dayWords(word.lastDay)}.
    </p>
  );
}

interface GuardProps {
  facts: NonNullable<MeasureRow["guard"]>;
  zone: string;
  now: number;
}

/** Three facts that people mistake for each other: a guard that is installed need not run, nor be heard. */
function Guard({ facts, zone, now }: GuardProps) {
  return (
    <dl className="mb-3 ml-[48px] grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-13">
      <dt className="text-ink-3">Installed</dt>
      <dd className="[overflow-wrap:anywhere]">{facts.installed ?? "No report says so."}</dd>
      <dt className="text-ink-3">Running</dt>
      <dd className="[overflow-wrap:anywhere]">{facts.running ?? "No report says so."}</dd>
      <dt className="text-ink-3">Last heard</dt>
      <dd>{facts.heardAt ? <Time at={facts.heardAt} zone={zone} now={now} /> : "Never."}</dd>
    </dl>
  );
}
