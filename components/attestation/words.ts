/** How attestations are called. */
import { list, plural } from "@/lib/format";
import type { AttestationItem, AttestationState } from "@/lib/queries/attestations";

export const STATE_WORDS: Record<AttestationState, string> = {
  holds: "holds",
  ending: "ends soon",
  ended: "ended",
  withdrawn: "withdrawn",
};

type Scope = Pick<AttestationItem, "scope" | "hosts" | "group">;

/** `web-01, mail-01 and 3 more`, `group web (12 fortresses)`, `all fortresses` */
export function scopeWords({ scope, hosts: { total, first }, group }: Scope): string {
  if (scope === "fleet") return "all fortresses";
  if (scope === "group") {
    return group?.name
      ? `group ${group.name} (${plural(total, "fortress", "fortresses")})`
      : "a group that is gone";
  }
  const names = first.slice(0, 3).map(({ name }) => name);
  if (total > names.length) return `${names.join(", ")} and ${total - names.length} more`;
  return list(names);
}
