/** What the palette finds: hosts and weaknesses by a part of their name. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { isOpenSql } from "./findings";
import { visible } from "./hosts";

export interface Found {
  kind: "host" | "finding";
  title: string;
  detail: string;
  href: string;
}

const MOST = 8;

export async function search(viewer: Viewer, text: string): Promise<Found[]> {
  const wanted = text.trim().slice(0, 100);
  if (wanted === "" || !can(viewer, "host.read")) return [];
  const like = `%${wanted.replace(/[\\%_]/g, "\\$&")}%`;
  const here = visible(viewer);
  const [hosts, findings] = await Promise.all([
    db().$queryRaw<{ id: string; name: string; grade: string | null }[]>`
      select h.id, h.name, h.grade from host h where h.name ilike ${like} and ${here}
       order by length(h.name), h.name limit ${MOST}`,
    db().$queryRaw<{ key: string; title: string; hosts: number }[]>`
      select f.key, min(f.title) as title, count(*)::int as hosts from finding f join host h on h.id = f.host_id
       where (f.title ilike ${like} or f.key ilike ${like}) and ${isOpenSql} and ${here}
       group by f.key order by hosts desc, f.key limit ${MOST}`,
  ]);
  return [
    ...hosts.map(
      ({ id, name, grade }): Found => ({
        kind: "host",
        title: name,
        detail: grade ? `grade ${grade}` : "no evidence",
        href: `/hosts/${id}`,
      }),
    ),
    ...findings.map(
      ({ key, title, hosts: count }): Found => ({
        kind: "finding",
        title,
        detail: `${count} ${count === 1 ? "host" : "hosts"}`,
        href: `/findings/${encodeURIComponent(key)}`,
      }),
    ),
  ];
}
