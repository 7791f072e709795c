/** 100,000 findings on 1,000 hosts, for the parts of the bench that read lists. */

const HOSTS = 1_000;
const EACH = 100;
/** A hundred hosts: 10,000 findings. */
export const GROUP = "01a20757-aaf8-7284-b1a3-323be85e9a00";

/**
 * Hosts and findings as rows: lists and exports read nothing else.
 * @param {import("pg").Client} client
 */
export async function fillFindings(client) {
  await client.query(
    "insert into host (id, name, proven) select gen_random_uuid(), 'copy-' || n, 50 from generate_series(2, $1::int) n",
    [HOSTS],
  );
  await client.query("delete from finding");
  await client.query(
    `insert into finding (id, host_id, key, source, kind, tower, severity, title, state, gain, opened_at, since_at, due_from,
       due_at, reopened, opened_by, closed_at)
     select gen_random_uuid(), h.id, 'lynis:CHECK-' || n, 'lynis', 'check',
            (array['hardening', 'patching', 'integrity', 'auditing'])[1 + n % 4],
            (array['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low'])[1 + (n / 4) % 7],
            'A setting that differs from the profile, number ' || n,
            case when (n + h.place) % 10 = 0 then 'verified' else 'open' end, ((n * 7919 + h.place * 104729) % 1000) / 250.0,
            t.at, t.at, t.at, t.at + make_interval(days => 30), 0, gen_random_uuid(),
            case when (n + h.place) % 10 = 0 then now() end
       from (select id, row_number() over (order by id)::int as place from host) h
      cross join generate_series(1, $1::int) n
      cross join lateral (select now() - make_interval(hours => (n * 31 + h.place * 17) % 1500) as at) t`,
    [EACH],
  );
  await client.query(`insert into "group" (id, name) values ($1, 'bench')`, [GROUP]);
  await client.query(
    "insert into host_group (host_id, group_id) select id, $1 from host order by id limit 100",
    [GROUP],
  );
  await client.query("analyze");
}
