import clsx from "clsx";
import { Sign, type SignName } from "@/components/fortress/sign";
import type { CheckRow } from "@/lib/queries/towers";

const SIGNS: Record<CheckRow["outcome"], { sign: SignName; word: string; tone: string }> = {
  pass: { sign: "proven", word: "passed", tone: "" },
  part: { sign: "failed", word: "in part", tone: "text-failed" },
  fail: { sign: "failed", word: "failed", tone: "text-failed" },
  "not-checked": { sign: "unproven", word: "not checked", tone: "text-unproven" },
  vanished: { sign: "unproven", word: "no longer told", tone: "text-unproven" },
  error: { sign: "unproven", word: "error", tone: "text-unproven" },
  unknown: { sign: "unproven", word: "unknown", tone: "text-unproven" },
  "not-applicable": { sign: "proven", word: "does not apply", tone: "text-ink-3" },
};

/** The sign of the drawing and the word, so that neither colour nor form stands alone. */
export function Outcome({ outcome, fresh = 1 }: { outcome: CheckRow["outcome"]; fresh?: number }) {
  const aged = (outcome === "pass" || outcome === "part") && fresh < 0.995;
  const { sign, word, tone } =
    aged && outcome === "pass"
      ? { ...SIGNS["not-checked"], word: `${Math.round((1 - fresh) * 100)} % aged` }
      : SIGNS[outcome];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", tone)}>
      {outcome === "not-applicable" ? <span className="w-5" aria-hidden="true" /> : <Sign name={sign} />}
      {word}
    </span>
  );
}
