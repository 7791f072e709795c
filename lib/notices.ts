/** What people and web hooks can be told of, and how they are told unless they say otherwise. Pure. */

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
  "attestation-ending",
  "attestation-ended",
  "host-silent",
  "import-failed",
  "plan-done",
  "hook-disabled",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** By the bell, and by mail at once. Neither: not at all. */
export interface Ways {
  app: boolean;
  mail: boolean;
}

/** What of each is sent by mail at once, unless a person chose otherwise; the bell has all of them. */
export const USUALLY_MAILED: readonly NoticeKind[] = [
  "critical",
  "assigned",
  "mentioned",
  "decision-proposed",
  "decision-answered",
  "decision-ending",
  "decision-ended",
  "attestation-ending",
  "attestation-ended",
];

/** What concerns the fleet and not one person: web hooks can ask for these. */
export const HOOK_KINDS = [
  "critical",
  "reopened",
  "overdue",
  "decision-ending",
  "decision-ended",
  "host-silent",
  "import-failed",
  "plan-done",
] as const satisfies readonly NoticeKind[];
export type HookKind = (typeof HOOK_KINDS)[number];

export const NOTICE_WORDS: Record<NoticeKind, string> = {
  critical: "New critical findings",
  reopened: "Findings that came back",
  assigned: "A finding is given to you",
  mentioned: "Somebody mentions you",
  commented: "A comment on what concerns you",
  overdue: "Findings past their date",
  "decision-proposed": "A decision waits for an answer",
  "decision-answered": "A decision is answered",
  "decision-ending": "A decision ends soon",
  "decision-ended": "A decision has ended",
  "attestation-ending": "An attestation ends soon",
  "attestation-ended": "An attestation has ended",
  "host-silent": "A fortress has gone silent",
  "import-failed": "A report could not be imported",
  "plan-done": "A plan is done",
  "hook-disabled": "A web hook is disabled",
};

export const DIGESTS = ["off", "daily", "weekly"] as const;
export type Digest = (typeof DIGESTS)[number];

/** The page of settings: where every mail points. */
export const SETTINGS_PAGE = "/notices/settings";
