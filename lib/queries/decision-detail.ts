/** Reads one decision with all that belongs to it, and what its viewer may do with it. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { type FileItem, listFiles } from "./attachments";
import { readDecisionPolicy } from "./decision-policy";
import { whyNotAnswer, whyNotCompensated, whyNotWithdraw } from "./decision-rights";
import { type DecisionItem, findDecision } from "./decisions";
import { visible } from "./hosts";

interface DecisionStep {
  id: string;
  at: string;
  /** `decision.approved`, … */
  action: string;
  actor: string;
  reason: string | null;
}

/** A host that it is about, and how what it is about stands there. */
export interface DecidedHost {
  id: string;
  name: string;
  /** Null: nothing of it there, or a measure. */
  finding: { id: string; state: string } | null;
}

export interface DecisionDetail extends DecisionItem {
  /** What became of it, the latest first. */
  history: DecisionStep[];
  files: FileItem[];
}

export async function readDecision(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<DecisionDetail | null> {
  const decision = await findDecision(viewer, id, now);
  if (!decision) return null;
  const [steps, files] = await Promise.all([
    db().auditEvent.findMany({
      where: { target: id, action: { startsWith: "decision." } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { id: true, at: true, action: true, actor: true, data: true },
    }),
    listFiles(viewer, { decisionId: id }),
  ]);
  return {
    ...decision,
    history: steps.map(({ at, data, ...step }) => ({
      ...step,
      at: at.toISOString(),
      reason: reasonIn(data),
    })),
    files,
  };
}

const withReason = z.object({ reason: z.string().min(1) });
const reasonIn = (data: unknown): string | null => withReason.safeParse(data).data?.reason ?? null;

/** Where it is about something, the hosts that have it first; at most `most`. */
export async function decidedHosts(
  viewer: Viewer,
  decision: Pick<DecisionItem, "id" | "key">,
  most = 100,
): Promise<DecidedHost[]> {
  const rows = await db().$queryRaw<{ id: string; name: string; finding: DecidedHost["finding"] }[]>`
    select h.id, h.name,
           case when f.id is not null then jsonb_build_object('id', f.id, 'state', f.state) end as finding
      from decision d join host h on ${visible(viewer)} and ${covers("decision", Prisma.sql`h.id`)}
      left join finding f on f.host_id = h.id and f.key = d.key and f.state <> 'gone'
     where d.id = ${decision.id}::uuid order by f.id is null, lower(h.name), h.id limit ${most}`;
  return rows;
}

export interface DecisionRights {
  /** Null: they may. Else why not. */
  answer: string | null;
  withdraw: string | null;
  countControl: string | null;
}

/** What a viewer may do with a decision that they may see. */
export async function decisionRights(
  viewer: Viewer,
  { id, files }: Pick<DecisionDetail, "id" | "files">,
  now = Date.now(),
): Promise<DecisionRights> {
  const [row, policy] = await Promise.all([
    db().decision.findUnique({ where: { id }, include: { hosts: { select: { hostId: true } } } }),
    readDecisionPolicy(),
  ]);
  const gone = "There is no such decision.";
  if (!row || !can(viewer, "decision.read")) return { answer: gone, withdraw: gone, countControl: gone };
  const decided = { ...row, hostIds: row.hosts.map(({ hostId }) => hostId) };
  const evidence = row.reference !== null || files.length > 0;
  return {
    answer: whyNotAnswer(viewer, decided, policy, now)?.text ?? null,
    withdraw: whyNotWithdraw(viewer, decided, now)?.text ?? null,
    countControl: whyNotCompensated(viewer, decided, { policy, evidence, now })?.text ?? null,
  };
}
