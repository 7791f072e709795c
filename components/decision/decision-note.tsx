import { Link } from "@/components/ui/link";
import type { DecisionItem } from "@/lib/queries/decisions";
import { dayWords, STATE_WORDS, standingWords, TREATMENT_WORDS } from "./words";

/** What was decided about a thing, in one line with the way to it. */
export function DecisionNote({ decision }: { decision: DecisionItem }) {
  const { id, treatment, state, lastDay, owner, proposedBy, reason } = decision;
  const { verb, done } = TREATMENT_WORDS[treatment];
  const standing = standingWords(decision);
  return (
    <p className="text-13 text-ink-2 [overflow-wrap:anywhere]">
      <Link href={`/decisions/${id}`} className="link font-bold text-ink">
        {state === "approved"
          ? `${treatment === "avoid" ? "To be avoided" : done}`
          : `${verb}: ${STATE_WORDS[state]}`}
      </Link>
      {standing && <span className={decision.carriedOut ? "" : "text-failed"}>, {standing}</span>}
      {state === "approved" || state === "proposed" ? ` until ${dayWords(lastDay)}` : ""} ·{" "}
      {owner?.name ?? proposedBy}: {reason.length > 160 ? `${reason.slice(0, 160)}…` : reason}
    </p>
  );
}
