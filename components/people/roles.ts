/** What a role may do, in words. The rules themselves stand in `lib/auth/rights.ts`. */
import type { Role } from "@/lib/auth/rights";

export const ROLE_WORDS: Record<Role, string> = {
  viewer: "reads every fortress, finding and report",
  analyst: "also brings and downloads reports, and makes API tokens",
  manager:
    "also edits and merges fortresses, undoes imports, approves decisions, attests, and shares summaries",
  administrator: "also manages people and all tokens, and reads the audit log",
};
