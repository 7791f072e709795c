/** Who may do what. The one place: pages, actions and REST all ask `can`. Pure. */

export const ROLES = ["viewer", "analyst", "manager", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ["read", "upload", "write"] as const;
export type Scope = (typeof SCOPES)[number];

/** `api`: a Bearer token; `lynis`: the licence key of a Lynis client. */
export const TOKEN_KINDS = ["api", "lynis"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** Who is asking. */
export interface Viewer {
  kind: "user" | "token";
  /** The user, or the owner of the token; null for the token planted by the environment. */
  userId: string | null;
  role: Role;
  /** For the audit log: the address of a user, or the name of a token with its owner's. */
  actor: string;
  name: string;
  /** The session or the token. */
  id: string;
  /** What a token may do; a user at the screen may do all that the role allows. */
  scopes: readonly Scope[];
  /** The only hosts that it may see and report for; null: all. */
  hosts: readonly string[] | null;
}

interface Rule {
  role: Role;
  scope: Scope;
  /** Only a person at the screen. */
  person?: true;
}

const RULES = {
  "fleet.read": { role: "viewer", scope: "read" },
  "host.read": { role: "viewer", scope: "read" },
  "finding.read": { role: "viewer", scope: "read" },
  "report.read": { role: "viewer", scope: "read" },
  "report.download": { role: "analyst", scope: "read" },
  "report.upload": { role: "analyst", scope: "upload" },
  "import.undo": { role: "manager", scope: "write" },
  "host.edit": { role: "manager", scope: "write" },
  "change.approve": { role: "manager", scope: "write" },
  /** Say where the work on a finding stands, whose it is and until when; comment; bring evidence files. */
  "finding.work": { role: "analyst", scope: "write" },
  "plan.read": { role: "viewer", scope: "read" },
  "plan.edit": { role: "analyst", scope: "write" },
  "decision.read": { role: "viewer", scope: "read" },
  "decision.propose": { role: "analyst", scope: "write" },
  "decision.approve": { role: "manager", scope: "write" },
  "attestation.read": { role: "viewer", scope: "read" },
  "attestation.make": { role: "manager", scope: "write" },
  /** Summaries, and files of what one sees. */
  "summary.read": { role: "viewer", scope: "read" },
  /** Links for people without an account, and what is sent by itself. */
  "share.manage": { role: "manager", scope: "write" },
  /** Originals with their manifest, for auditors. */
  "evidence.pack": { role: "manager", scope: "read" },
  /** Days to repair, and who has to approve what. */
  "policy.edit": { role: "manager", scope: "write" },
  /** One's own notices, watches and saved views. */
  "notice.own": { role: "viewer", scope: "write", person: true },
  /** Mark one's own notices as read, also by a token. */
  "notice.mark": { role: "viewer", scope: "write" },
  "view.share": { role: "analyst", scope: "write", person: true },
  "hook.manage": { role: "administrator", scope: "write" },
  "account.edit": { role: "viewer", scope: "write", person: true },
  "token.own": { role: "analyst", scope: "write", person: true },
  "token.all": { role: "administrator", scope: "write", person: true },
  "people.manage": { role: "administrator", scope: "write", person: true },
  "audit.read": { role: "administrator", scope: "read", person: true },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;
export const ACTIONS = Object.keys(RULES) as readonly Action[];

/** What the action is about. `hostId: null` stands for a host that is not known yet. */
export interface Thing {
  hostId?: string | null;
}

/**
 * @param viewer null: nobody is signed in
 * @param thing left out where the action concerns no host in particular
 */
export function can(viewer: Viewer | null, action: Action, thing: Thing = {}): boolean {
  if (!viewer) return false;
  const rule: Rule = RULES[action];
  if (ROLES.indexOf(viewer.role) < ROLES.indexOf(rule.role)) return false;
  if (viewer.kind === "token" && (rule.person || !viewer.scopes.includes(rule.scope))) return false;
  if (viewer.hosts === null || thing.hostId === undefined) return true;
  return thing.hostId !== null && viewer.hosts.includes(thing.hostId);
}
