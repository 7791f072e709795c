/** Reads what makes a host this host: its name, its groups, and the identifiers by which reports name it. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { visible } from "./hosts";

interface SignatureItem {
  /** Canonical text of the claim. */
  signature: string;
  name: string | null;
  identifiers: { kind: "hostid2" | "hostid" | "machine-id"; value: string }[];
  /** Bound to this host by a person. */
  byHand: boolean;
  reports: number;
  /** When Rampart first met it. */
  firstSeenAt: string;
  /** The time of its latest report. */
  lastReportAt: string | null;
}

export interface HostIdentity {
  id: string;
  name: string;
  namedByHand: boolean;
  criticality: string;
  groups: { id: string; name: string }[];
  /** Names of groups that it is not in. */
  otherGroups: string[];
  signatures: SignatureItem[];
}

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/** For those who may edit the host; null for everybody else, and where there is no such host. */
export async function readIdentity(viewer: Viewer, hostId: string): Promise<HostIdentity | null> {
  if (!isUuid(hostId) || !can(viewer, "host.edit", { hostId })) return null;
  const host = await db().host.findUnique({
    where: { id: hostId },
    select: {
      id: true,
      name: true,
      namedByHand: true,
      criticality: true,
      groups: {
        select: { group: { select: { id: true, name: true } } },
        orderBy: { group: { name: "asc" } },
      },
    },
  });
  if (!host) return null;
  const groups = host.groups.map(({ group }) => group);
  const [signatures, others] = await Promise.all([
    listSignatures(hostId),
    db().group.findMany({
      where: { id: { notIn: groups.map(({ id }) => id) } },
      orderBy: { name: "asc" },
      take: 500,
      select: { name: true },
    }),
  ]);
  return { ...host, groups, otherGroups: others.map(({ name }) => name), signatures };
}

interface SignatureRow {
  signature: string;
  name: string | null;
  hostid2: string | null;
  hostid: string | null;
  machineId: string | null;
  byHand: boolean;
  createdAt: Date;
  reports: number;
  lastReportAt: Date | null;
}

async function listSignatures(hostId: string): Promise<SignatureItem[]> {
  const rows = await db().$queryRaw<SignatureRow[]>`
    select s.signature, s.name, s.hostid2, s.hostid, s.machine_id as "machineId", s.by_hand as "byHand",
           s.created_at as "createdAt", count(r.id)::int as reports, max(r.observed_at) as "lastReportAt"
      from host_signature s left join report r on r.host_id = s.host_id and r.signature = s.signature
     where s.host_id = ${hostId}::uuid group by s.signature order by s.created_at, s.signature`;
  return rows.map(({ hostid2, hostid, machineId, createdAt, lastReportAt, ...row }) => ({
    ...row,
    identifiers: [
      ...(hostid2 ? [{ kind: "hostid2" as const, value: hostid2 }] : []),
      ...(hostid ? [{ kind: "hostid" as const, value: hostid }] : []),
      ...(machineId ? [{ kind: "machine-id" as const, value: machineId }] : []),
    ],
    firstSeenAt: createdAt.toISOString(),
    lastReportAt: lastReportAt?.toISOString() ?? null,
  }));
}

export interface MergeCandidate {
  id: string;
  name: string;
  os: string | null;
  reports: number;
  lastEvidenceAt: string | null;
  /** What its reports and those of the host have in common. */
  shares: string[];
}

interface CandidateRow extends Omit<MergeCandidate, "lastEvidenceAt" | "shares"> {
  lastEvidenceAt: Date | null;
  name2: boolean;
  hostid2: boolean;
  hostid: boolean;
  machineId: boolean;
}

const MOST = 12;

/**
 * Hosts that may be the same machine, those that have an identifier in common first.
 * @param text a part of the name or the system; empty: only those that have something in common
 */
export async function mergeCandidates(
  viewer: Viewer,
  hostId: string,
  text: string,
): Promise<MergeCandidate[]> {
  if (!isUuid(hostId) || !can(viewer, "host.edit", { hostId })) return [];
  const wanted = text.trim().slice(0, 200);
  const like = `%${wanted.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db().$queryRaw<CandidateRow[]>`
    with mine as materialized (
      select name, hostid2, hostid, machine_id from host_signature where host_id = ${hostId}::uuid),
    shared as materialized (
      select s.host_id, bool_or(s.name = m.name) as name2, bool_or(s.hostid2 = m.hostid2) as hostid2,
             bool_or(s.hostid = m.hostid) as hostid, bool_or(s.machine_id = m.machine_id) as machine
        from mine m join host_signature s
          on s.name = m.name or s.hostid2 = m.hostid2 or s.hostid = m.hostid or s.machine_id = m.machine_id
       group by s.host_id)
    select h.id, h.name, concat_ws(' ', h.os_name, h.os_version) as os, h.last_evidence_at as "lastEvidenceAt",
           (select count(*)::int from report r where r.host_id = h.id) as reports, coalesce(x.name2, false) as name2,
           coalesce(x.hostid2, false) as hostid2, coalesce(x.hostid, false) as hostid,
           coalesce(x.machine, false) as "machineId"
      from host h left join shared x on x.host_id = h.id
     where h.id <> ${hostId}::uuid and ${visible(viewer)}
       and ${wanted === "" ? Prisma.sql`x.host_id is not null` : Prisma.sql`(h.name ilike ${like} or h.os_name ilike ${like})`}
     order by x.host_id is null, lower(h.name), h.id limit ${MOST}`;
  return rows.map(({ name2, hostid2, hostid, machineId, lastEvidenceAt, os, ...row }) => ({
    ...row,
    os: os || null,
    lastEvidenceAt: lastEvidenceAt?.toISOString() ?? null,
    shares: [
      ...(name2 ? ["name"] : []),
      ...(hostid2 ? ["hostid2"] : []),
      ...(hostid ? ["hostid"] : []),
      ...(machineId ? ["machine-id"] : []),
    ],
  }));
}

export interface MergePreview {
  id: string;
  name: string;
  reports: number;
  signatures: number;
  /** What people did there. */
  notes: number;
  groups: string[];
}

/** What would move if this host were merged away; null where the viewer may not or there is none. */
export async function readMergePreview(viewer: Viewer, hostId: string): Promise<MergePreview | null> {
  if (!isUuid(hostId) || !can(viewer, "host.edit", { hostId })) return null;
  const [row] = await db().$queryRaw<MergePreview[]>`
    select h.id, h.name, (select count(*)::int from report where host_id = h.id) as reports,
           (select count(*)::int from host_signature where host_id = h.id) as signatures,
           (select count(*)::int from event where host_id = h.id and report_id is null) as notes,
           array(select g.name from host_group x join "group" g on g.id = x.group_id where x.host_id = h.id
                  order by g.name) as groups
      from host h where h.id = ${hostId}::uuid`;
  return row ?? null;
}
