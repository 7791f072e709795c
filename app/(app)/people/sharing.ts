/** What happens to that which somebody shares, in words for the page that asks. Pure. */
import { ROLES } from "@/lib/auth/rights";
import { list, plural } from "@/lib/format";
import { mayShare, type SharingOf } from "@/lib/queries/sharing-of";

/** Whether something ends that cannot be brought back, or is paused. */
export const endsSomething = (sharing: SharingOf | null): sharing is SharingOf =>
  sharing !== null && sharing.live + sharing.schedules > 0;

/** Whether it ends with this role. */
export const endsSharing = (sharing: SharingOf | null, role: string): boolean =>
  endsSomething(sharing) && ROLES.some((known) => known === role && !mayShare(known));

/** `2 live share links are revoked at once, with their badges. 1 schedule is paused. 3 frozen links stay until their end.` */
export function endWords({ live, frozen, schedules }: SharingOf): string {
  const are = (count: number): string => (count === 1 ? "is" : "are");
  return [
    live > 0 && `${plural(live, "live share link")} ${are(live)} revoked at once, badges included.`,
    schedules > 0 &&
      `${plural(schedules, "schedule")} ${are(schedules)} paused until somebody else lets ${schedules === 1 ? "it" : "them"} go on.`,
    frozen > 0 &&
      `${plural(frozen, "frozen share link")} ${frozen === 1 ? "stays open until its end, and shows" : "stay open until their end, and show"} nothing new.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** What somebody shares now: `2 live links, 3 frozen ones and 1 schedule`; empty: nothing. */
export const sharedWords = ({ live, frozen, schedules }: SharingOf): string =>
  list(
    [
      live > 0 && plural(live, "live share link"),
      frozen > 0 && plural(frozen, "frozen share link"),
      schedules > 0 && plural(schedules, "schedule"),
    ].filter((words) => words !== false),
  );
