/** What people said of a host's findings and files, as part of its history: it is told again among the reports. */
import { Prisma, type Tx } from "@/lib/db";
import { applyMark } from "@/lib/fortress/findings";
import {
  applyApprovals,
  applyExpectation,
  applyExpectationWithdrawal,
  applyWithdrawals,
} from "@/lib/fortress/settle";
import type { Approval, Expectation, HostState, WorkState } from "@/lib/fortress/state";

/** One word of a person, at its time in milliseconds. */
export interface Word {
  at: number;
  say(state: HostState): void;
}

/**
 * The events that say where the work on a finding stands, by what they make of it. Only people say so; a query need not ask
 * for that, and would go through the events of all people of the fleet if it did.
 */
export const MARKS = { started: "in-progress", fixed: "fixed", returned: "open" } as const satisfies Record<
  string,
  WorkState
>;
const MARK_KINDS = Object.keys(MARKS);

type Kept<T> = T & { withdrawnAt: number | null };

/** All words in the order of their time. */
export async function peopleSaid(tx: Pick<Tx, "$queryRaw">, hostId: string): Promise<Word[]> {
  const approvals = await tx.$queryRaw<Kept<Approval>[]>`
    select id, key, forms, (extract(epoch from at) * 1000)::float8 as at, actor as by, reason,
           (extract(epoch from withdrawn_at) * 1000)::float8 as "withdrawnAt"
      from approval where host_id = ${hostId}::uuid order by at, id`;
  const expectations = await tx.$queryRaw<Kept<Expectation>[]>`
    select id, pattern, (extract(epoch from at) * 1000)::float8 as at, (extract(epoch from until_at) * 1000)::float8 as until,
           actor as by, reason, (extract(epoch from withdrawn_at) * 1000)::float8 as "withdrawnAt"
      from expectation where host_id = ${hostId}::uuid order by at, id`;
  const marks = await tx.$queryRaw<{ key: string; at: number; kind: keyof typeof MARKS }[]>`
    select key, (extract(epoch from at) * 1000)::float8 as at, kind
      from event where host_id = ${hostId}::uuid and key is not null and kind = any(${MARK_KINDS})
     order by at, id`;
  const words = [
    ...inActs(approvals, ({ at }) => at).map(([at, act]) => ({
      at,
      say: (state: HostState) => applyApprovals(state, act),
    })),
    ...inActs(approvals, ({ withdrawnAt }) => withdrawnAt).map(([at, act]) => ({
      at,
      say: (state: HostState) => applyWithdrawals(state, act, at),
    })),
    ...expectations.flatMap(({ withdrawnAt, ...one }) => [
      { at: one.at, say: (state: HostState) => applyExpectation(state, one) },
      ...takenBack(withdrawnAt, (state, at) => applyExpectationWithdrawal(state, one, at)),
    ]),
    ...marks.map(({ key, at, kind }) => ({
      at,
      say: (state: HostState) => applyMark(state, { key, to: MARKS[kind], at }),
    })),
  ];
  return words.sort((a, b) => a.at - b.at);
}

/** What was said at one time was said in one act: thousands of files are told again at once. */
function inActs(
  approvals: readonly Kept<Approval>[],
  timeOf: (approval: Kept<Approval>) => number | null,
): [at: number, act: Approval[]][] {
  const acts = new Map<number, Approval[]>();
  for (const kept of approvals) {
    const at = timeOf(kept);
    if (at === null) continue;
    const { withdrawnAt: _withdrawnAt, ...approval } = kept;
    const act = acts.get(at);
    if (act) act.push(approval);
    else acts.set(at, [approval]);
  }
  return [...acts];
}

const takenBack = (at: number | null, take: (state: HostState, at: number) => void): Word[] =>
  at === null ? [] : [{ at, say: (state) => take(state, at) }];

/** When a person last said something that history tells again, as SQL: milliseconds; null where nobody did. */
export const lastSaidSql = (hostId: string): Prisma.Sql => Prisma.sql`
  (extract(epoch from greatest(
    (select max(greatest(at, withdrawn_at)) from approval where host_id = ${hostId}::uuid),
    (select max(greatest(at, withdrawn_at)) from expectation where host_id = ${hostId}::uuid),
    (select max(at) from event where host_id = ${hostId}::uuid and kind = any(${MARK_KINDS}))
  )) * 1000)::float8`;

/** The same, asked by itself; before all time where nobody said anything. */
export async function lastSaidAt(tx: Tx, hostId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ at: number | null }[]>`select ${lastSaidSql(hostId)} as at`;
  return row?.at ?? Number.NEGATIVE_INFINITY;
}
