import type { Progress } from "@/lib/queries/plans";
import { progressWords } from "./words";

/** How far a plan is: closed, fixed and waiting for proof, in progress, open. The words beside it say the same. */
export function ProgressBar({ progress }: { progress: Progress }) {
  const { total, closed, fixed, inProgress } = progress;
  const part = (count: number): number => (total === 0 ? 0 : (count * 100) / total);
  const [done, shown, work] = [part(closed), part(closed + fixed), part(closed + fixed + inProgress)];
  return (
    <span className="flex items-center gap-3 whitespace-nowrap">
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        className="hidden h-2 w-24 sm:block"
        aria-hidden="true"
      >
        <rect width={100} height={8} className="fill-sunken" />
        <rect width={work} height={8} className="fill-line-strong" />
        <rect width={shown} height={8} className="fill-unproven" />
        <rect width={done} height={8} className="fill-ink" />
      </svg>
      {progressWords(progress)}
    </span>
  );
}
