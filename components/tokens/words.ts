/** What a token may do and how it stands, in words. */
import type { Scope, TokenKind } from "@/lib/auth/rights";
import type { TokenItem } from "@/lib/queries/people";

export const SCOPE_WORDS: Record<Scope, string> = {
  read: "see fortresses, findings and reports",
  upload: "bring reports",
  write: "undo imports and edit fortresses",
};

export const KIND_WORDS: Record<TokenKind, string> = { api: "API token", lynis: "Lynis licence key" };

export const STATE_WORDS: Record<TokenItem["state"], string> = {
  works: "works",
  revoked: "revoked",
  expired: "ended",
  "owner-disabled": "stopped: its owner is disabled",
};
