/** What people said of changed files, as part of a host's history. */
import type { Tx } from "@/lib/db";
import { applyApproval, applyWithdrawal } from "@/lib/fortress/settle";
import type { Approval, HostState } from "@/lib/fortress/state";

/** One word of a person, at its time in milliseconds. */
export interface Word {
  at: number;
  say(state: HostState): void;
}

/** Approvals and withdrawals in the order of their time. */
export async function peopleSaid(tx: Pick<Tx, "$queryRaw">, hostId: string): Promise<Word[]> {
  const rows = await tx.$queryRaw<(Approval & { withdrawnAt: number | null })[]>`
    select id, key, forms, (extract(epoch from at) * 1000)::float8 as at, actor as by, reason,
           (extract(epoch from withdrawn_at) * 1000)::float8 as "withdrawnAt"
      from approval where host_id = ${hostId}::uuid order by at, id`;
  const words = rows.flatMap(({ withdrawnAt, ...approval }): Word[] => [
    { at: approval.at, say: (state) => applyApproval(state, approval) },
    ...(withdrawnAt === null
      ? []
      : [{ at: withdrawnAt, say: (state: HostState) => applyWithdrawal(state, approval, withdrawnAt) }]),
  ]);
  return words.sort((a, b) => a.at - b.at);
}

/** When a person last said something of this host's files, milliseconds; before all time where nobody did. */
export async function lastSaidAt(tx: Tx, hostId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ at: number | null }[]>`
    select (extract(epoch from max(greatest(at, withdrawn_at))) * 1000)::float8 as at
      from approval where host_id = ${hostId}::uuid`;
  return row?.at ?? Number.NEGATIVE_INFINITY;
}
