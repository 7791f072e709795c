/** Reads everything by which texts may name the hosts, so that it can be hidden. */
import { db } from "@/lib/db";
import type { KnownHost } from "./hide-names";

/** All hosts, whoever asks: a text may speak of any of them. For hiding only; it is never shown. */
export async function readKnownHosts(): Promise<KnownHost[]> {
  const rows = await db().$queryRaw<{ id: string; name: string; others: string[] | null }[]>`
    select h.id, h.name, array_remove(array_agg(distinct v.value), null) as others
      from host h left join host_signature s on s.host_id = h.id
      left join lateral (values (s.name), (s.hostid2), (s.hostid), (s.machine_id)) as v(value) on true
     group by h.id`;
  return rows.map(({ id, name, others }) => ({ id, names: [name, ...(others ?? [])] }));
}
