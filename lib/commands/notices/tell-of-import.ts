/** What an import brings that somebody should know: one notice of a kind for one import. */
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import { type Change, type HostState, isOpen } from "@/lib/fortress/state";
import { withQuery } from "@/lib/href";
import { overseers } from "@/lib/queries/audience";
import { type News, tell } from "./tell";

interface Imported {
  importId: string;
  host: { id: string; name: string };
  changes: readonly Change[];
  /** What is known of the host after it. */
  after: HostState;
  now: number;
}

/**
 * Tells of new critical findings and of those that came back, if they are open in the end. Whoever brought the report at
 * the screen saw it there; the owner of a token did not.
 */
export async function tellOfImport(tx: Tx, viewer: Viewer, imported: Imported): Promise<void> {
  const { changes, after } = imported;
  const keysOf = (kind: Change["kind"], counts: (key: string) => boolean): string[] => [
    ...new Set(changes.flatMap((change) => (change.kind === kind && counts(change.key) ? change.key : []))),
  ];
  const open = (key: string): boolean => isOpen(after.findings.get(key) ?? { state: "gone" });
  const critical = keysOf("opened", (key) => open(key) && after.findings.get(key)?.severity === "critical");
  const reopened = keysOf("reopened", open);
  if (critical.length + reopened.length === 0) return;
  const findings = await touchedBy(tx, imported.host.id, [...critical, ...reopened]);
  const wide = (await overseers(tx)).filter((id) => !isDoing(viewer, id));
  await tell(tx, [
    ...newsOf("critical", imported, pick(findings, critical), wide),
    ...newsOf("reopened", imported, pick(findings, reopened), wide),
    ...ofOthers(viewer, imported, pick(findings, reopened), wide),
  ]);
}

const isDoing = (viewer: Viewer, userId: string): boolean =>
  viewer.kind === "user" && viewer.userId === userId;

interface Touched {
  id: string;
  key: string;
  title: string;
  /** Whose it is, and who watches it. */
  people: string[];
}

async function touchedBy(tx: Tx, hostId: string, keys: string[]): Promise<Touched[]> {
  const rows = await tx.finding.findMany({
    where: { hostId, key: { in: keys } },
    orderBy: { key: "asc" },
    select: { id: true, key: true, title: true, assigneeId: true, watches: { select: { userId: true } } },
  });
  return rows.map(({ assigneeId, watches, ...row }) => ({
    ...row,
    people: [...(assigneeId ? [assigneeId] : []), ...watches.map(({ userId }) => userId)],
  }));
}

const pick = (findings: readonly Touched[], keys: readonly string[]): Touched[] =>
  findings.filter(({ key }) => keys.includes(key));

/** One line for all of them; it leads to the one, or to the list. */
function newsOf(
  kind: "critical" | "reopened",
  { importId, host, now }: Imported,
  findings: readonly Touched[],
  userIds: readonly string[],
): News[] {
  const [first] = findings;
  if (!first) return [];
  const many = findings.length;
  const one = kind === "critical" ? "New critical finding" : "Back again";
  const several = kind === "critical" ? `${many} new critical findings` : `${many} findings are back again`;
  const asked =
    kind === "critical" ? { severity: "critical", sort: "-opened" } : { state: "reopened", sort: "-opened" };
  return [
    {
      kind,
      userIds,
      hostId: host.id,
      text: many === 1 ? `${one} on ${host.name}: ${first.title}` : `${several} on ${host.name}`,
      href:
        many === 1
          ? `/hosts/${host.id}/findings/${first.id}`
          : withQuery("/findings", { host: host.id, ...asked }),
      once: `${kind}:${importId}`,
      at: now,
    },
  ];
}

/** Those whose findings came back hear of theirs, unless they hear of all. */
function ofOthers(
  viewer: Viewer,
  imported: Imported,
  findings: readonly Touched[],
  wide: readonly string[],
): News[] {
  const theirs = new Map<string, Touched[]>();
  for (const finding of findings) {
    for (const userId of new Set(finding.people)) {
      theirs.set(userId, [...(theirs.get(userId) ?? []), finding]);
    }
  }
  return [...theirs].flatMap(([userId, own]) =>
    wide.includes(userId) || isDoing(viewer, userId) ? [] : newsOf("reopened", imported, own, [userId]),
  );
}
