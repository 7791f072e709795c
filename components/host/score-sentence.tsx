import { score } from "@/lib/format";

interface ScoreSentenceProps {
  proven: number | null;
  possible: number | null;
  confidence?: number | null;
  children?: React.ReactNode;
}

/** Proven first, then what would still be possible, then what holds it back. */
export function ScoreSentence({ proven, possible, confidence, children }: ScoreSentenceProps) {
  if (proven === null) {
    return (
      <>
        <strong className="font-bold text-ink">No evidence yet</strong>: nothing is proven, and nothing is
        lost.{children}
      </>
    );
  }
  return (
    <>
      <strong className="font-bold text-ink">Proven {score(proven)}</strong>,{" "}
      <span className="text-unproven">possible {score(possible)}</span>
      {confidence !== undefined && confidence !== null && <>, confidence {Math.round(confidence)} %</>}
      {children}
    </>
  );
}
