/**
 * Which host a report speaks of. The rules, in their order:
 * 1. The same claim (identifiers and name together) goes where it went before, or where a person sent it.
 * 2. The same `hostid2`, with the same or no `hostid`: the same host, renamed at most. Another `hostid` and another name:
 *    a clone that copied the SSH keys, so another host.
 * 3. The same `hostid` or `machine-id`, unless the `hostid2` differ.
 * 4. The same name, unless identifiers of one kind differ. `db-02` and `db-02.example.org` are the same name where only
 *    one host could be meant: some tools write the short name, others the full one.
 * 5. Else a new host.
 */
import { v7 as uuid } from "uuid";
import type { Tx } from "@/lib/db";
import type { HostClaim } from "@/lib/importers/types";

export interface Claim {
  name: string | null;
  hostid2: string | null;
  hostid: string | null;
  machineId: string | null;
}

export const claimOf = (host: HostClaim): Claim => {
  const find = (kind: string): string | null =>
    host.identifiers.find((one) => one.kind === kind)?.value ?? null;
  return {
    name: host.name?.toLowerCase() ?? null,
    hostid2: find("hostid2"),
    hostid: find("hostid"),
    machineId: find("machine-id"),
  };
};

/** The canonical text of a claim: what a signature is stored under. */
export const signatureOf = (claim: Claim): string =>
  JSON.stringify([claim.hostid2, claim.hostid, claim.machineId, claim.name]);

export interface KnownClaim extends Claim {
  hostId: string;
}

/**
 * Applies rules 2 to 4. Pure.
 * @param known every claim that shares an identifier or the name, the oldest first
 * @returns the host, or null for a new one
 */
export function matchClaim(claim: Claim, known: readonly KnownClaim[]): string | null {
  const differ = (kind: "hostid2" | "hostid" | "machineId", other: Claim): boolean =>
    claim[kind] !== null && other[kind] !== null && claim[kind] !== other[kind];
  const byKeys = known.find(
    (other) =>
      claim.hostid2 !== null &&
      claim.hostid2 === other.hostid2 &&
      !(differ("hostid", other) && claim.name !== other.name),
  );
  if (byKeys) return byKeys.hostId;
  const byMachine = known.find(
    (other) =>
      !differ("hostid2", other) &&
      ((claim.hostid !== null && claim.hostid === other.hostid) ||
        (claim.machineId !== null && claim.machineId === other.machineId)),
  );
  if (byMachine) return byMachine.hostId;
  const agrees = (other: Claim): boolean =>
    !differ("hostid2", other) && !differ("hostid", other) && !differ("machineId", other);
  const { name } = claim;
  if (name === null) return null;
  const byName = known.find((other) => other.name === name && agrees(other));
  return byName?.hostId ?? onlyShortOrFull(name, known, agrees);
}

/** The only host whose names are the short or the full form of this one; null where there are none or several. */
function onlyShortOrFull(
  name: string,
  known: readonly KnownClaim[],
  agrees: (other: Claim) => boolean,
): string | null {
  const hosts = new Map<string, boolean>();
  for (const other of known) {
    if (other.name === null || shortName(other.name) !== shortName(name)) continue;
    const fits = agrees(other) && isShortOrFull(name, other.name);
    // A host of another domain is another host, also where it is called by its short name as well.
    hosts.set(other.hostId, (hosts.get(other.hostId) ?? true) && fits);
  }
  const fitting = [...hosts].flatMap(([hostId, fits]) => (fits ? hostId : []));
  return fitting.length === 1 && hosts.size === 1 ? (fitting[0] ?? null) : null;
}

const ADDRESS = /^[\d.]+$|:/;

/** `db-02` of `db-02.example.org`; an address has no short form. */
const shortName = (name: string): string => (ADDRESS.test(name) ? name : (name.split(".", 1)[0] ?? name));

/** Whether two names are one, one of them perhaps without its domain. */
export const isShortOrFull = (name: string, other: string): boolean =>
  name === other || name === shortName(other) || other === shortName(name);

/** Serialises everything that changes one host, in every instance, until the transaction ends. */
export async function lockHost(tx: Tx, hostId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${hostId}, 1))`;
}

export type Resolved = { hostId: string; created: boolean } | { forbidden: true };

/**
 * Finds the host of a claim, makes it where there is none, and takes its lock.
 * @param name what a new host is called
 * @param allowed asked before anything is written; null stands for a new host
 */
export async function resolveHost(
  tx: Tx,
  claim: Claim,
  name: string,
  allowed: (hostId: string | null) => boolean,
): Promise<Resolved> {
  const signature = signatureOf(claim);
  const known = await signatureHost(tx, signature);
  if (known) return allowed(known) ? { hostId: known, created: false } : { forbidden: true };
  // Two reports of a new host at once: one of them makes it, the other waits and finds it.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rampart-new-host', 2))`;
  const meanwhile = await signatureHost(tx, signature);
  if (meanwhile) return allowed(meanwhile) ? { hostId: meanwhile, created: false } : { forbidden: true };
  const candidates = await tx.$queryRaw<KnownClaim[]>`
    select host_id as "hostId", name, hostid2, hostid, machine_id as "machineId"
      from host_signature
     where hostid2 = ${claim.hostid2} or hostid = ${claim.hostid} or machine_id = ${claim.machineId} or name = ${claim.name}
        or split_part(name, '.', 1) = ${claim.name === null ? null : shortName(claim.name)}
     order by created_at, signature`;
  const matched = matchClaim(claim, candidates);
  if (!allowed(matched)) return { forbidden: true };
  const hostId = matched ?? uuid();
  if (matched === null) await tx.$executeRaw`insert into host (id, name) values (${hostId}::uuid, ${name})`;
  await tx.$executeRaw`
    insert into host_signature (signature, host_id, name, hostid2, hostid, machine_id)
    values (${signature}, ${hostId}::uuid, ${claim.name}, ${claim.hostid2}, ${claim.hostid}, ${claim.machineId})`;
  await lockHost(tx, hostId);
  return { hostId, created: matched === null };
}

/** The host of a signature, locked: one round trip for the usual case. */
async function signatureHost(tx: Tx, signature: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select host_id::text as id, pg_advisory_xact_lock(hashtextextended(host_id::text, 1))::text
      from host_signature where signature = ${signature}`;
  return row?.id ?? null;
}
