/** The log of a link, shorter. Pure. */
import type { ShareView } from "@/lib/queries/shares";

interface FoldedView extends ShareView {
  /** How many there were in a row. */
  times: number;
}

/** What the same reader did several times in a row is one line, with the time of the last. */
export function foldViews(views: readonly ShareView[]): FoldedView[] {
  const folded: FoldedView[] = [];
  for (const view of views) {
    const last = folded.at(-1);
    const same =
      last && last.kind === view.kind && last.network === view.network && last.agent === view.agent;
    if (same) last.times++;
    else folded.push({ ...view, times: 1 });
  }
  return folded;
}
