/** What people can be told of. Pure. */

export const NOTICE_KINDS = [
  "critical",
  "reopened",
  "assigned",
  "mentioned",
  "commented",
  "overdue",
  "decision-proposed",
  "decision-answered",
  "decision-ending",
  "decision-ended",
  "host-silent",
  "import-failed",
  "plan-done",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
