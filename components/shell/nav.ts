/** The pages of the product, in their order. A new page is one folder under `app/(app)` and one line here. */
import type { Action } from "@/lib/auth/rights";

export interface NavItem {
  title: string;
  href: string;
  /** Shown only to those who may. */
  needs: Action;
  group: "main" | "settings";
}

export const NAV: readonly NavItem[] = [
  { title: "Overview", href: "/", needs: "fleet.read", group: "main" },
  { title: "My work", href: "/work", needs: "finding.work", group: "main" },
  { title: "Fortresses", href: "/hosts", needs: "host.read", group: "main" },
  { title: "Findings", href: "/findings", needs: "finding.read", group: "main" },
  { title: "Board", href: "/board", needs: "finding.read", group: "main" },
  { title: "Plans", href: "/plans", needs: "plan.read", group: "main" },
  { title: "Decisions", href: "/decisions", needs: "decision.read", group: "main" },
  { title: "Attestations", href: "/attestations", needs: "attestation.read", group: "main" },
  { title: "Summary", href: "/summary", needs: "summary.read", group: "main" },
  { title: "Evidence", href: "/reports", needs: "report.read", group: "main" },
  { title: "Bring evidence", href: "/upload", needs: "report.upload", group: "main" },
  { title: "Share links", href: "/shares", needs: "share.manage", group: "settings" },
  { title: "Schedules", href: "/schedules", needs: "share.manage", group: "settings" },
  { title: "Policy", href: "/policy", needs: "policy.edit", group: "settings" },
  { title: "People", href: "/people", needs: "people.manage", group: "settings" },
  { title: "API tokens", href: "/tokens", needs: "token.own", group: "settings" },
  { title: "Web hooks", href: "/hooks", needs: "hook.manage", group: "settings" },
  { title: "API", href: "/docs/api", needs: "fleet.read", group: "settings" },
  { title: "Audit log", href: "/audit", needs: "audit.read", group: "settings" },
  { title: "My account", href: "/account", needs: "account.edit", group: "settings" },
];
