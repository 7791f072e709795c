/** Thousands of originals on a hundred hosts, for the part of the bench that packs evidence. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { reportOf } from "./fleet.mjs";

const HOSTS = 100;
const BATCH = 50;
/** Bytes of an original as it came. */
const SIZE = { least: 50_000, most: 150_000 };

/**
 * Originals with their reports and imports as rows: a pack reads nothing else of them. Each is a real report with lines
 * that no other has, so that it compresses as such files do.
 * @param {import("pg").Client} client of a database with one report
 * @param {number} wanted
 * @returns {Promise<{ bytes: number, kept: number }>} bytes as they came, and compressed
 */
export async function fillOriginals(client, wanted) {
  await client.query(
    "insert into host (id, name, proven) select gen_random_uuid(), 'packed-' || n, 50 from generate_series(1, $1::int) n",
    [HOSTS],
  );
  const { rows: hosts } = await client.query("select id from host where name like 'packed-%' order by id");
  const { rows: columns } = await client.query(
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
      where table_schema = 'public' and table_name = 'report'
        and column_name not in ('id', 'host_id', 'observed_at', 'received_at', 'delivered_hash', 'original_hash')`,
  );
  const sum = { bytes: 0, kept: 0 };
  for (let first = 0; first < wanted; first += BATCH) {
    await client.query("begin");
    for (let number = first; number < Math.min(wanted, first + BATCH); number++) {
      const text = originalOf(number);
      const bytes = gzipSync(text);
      const hash = createHash("sha256").update(text).digest("hex");
      sum.bytes += text.length;
      sum.kept += bytes.length;
      await client.query("insert into original (hash, bytes, size, encoding) values ($1, $2, $3, 'gzip')", [
        hash,
        bytes,
        text.length,
      ]);
      const id = randomUUID();
      await client.query(
        `insert into report (id, host_id, observed_at, received_at, delivered_hash, original_hash, ${columns[0].names})
         select $1, $2, now() - $4::int * interval '1 hour', now() - $4::int * interval '1 hour', $3, $3, ${columns[0].names}
           from (select * from report order by id limit 1) one`,
        [id, hosts[number % HOSTS].id, hash, 1 + (number % 1_500)],
      );
      await client.query(
        `insert into import (id, status, filename, size, hash, via, actor, host_id, report_id)
         values ($1, 'imported', 'lynis-report.dat', $2, $3, 'api', 'bench', $4, $5)`,
        [randomUUID(), text.length, hash, hosts[number % HOSTS].id, id],
      );
    }
    await client.query("commit");
  }
  await client.query("analyze");
  return sum;
}

/** @param {number} number */
function originalOf(number) {
  const size = SIZE.least + ((number * 7919) % (SIZE.most - SIZE.least));
  const lines = [reportOf(number, number)];
  let length = lines[0]?.length ?? 0;
  while (length < size) {
    const line = `details[]=SSH-7408|sshd|desc:${randomBytes(12).toString("hex")};field:${number};prefval:no;value:yes;|`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join("\n");
}
