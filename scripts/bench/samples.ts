/**
 * Files of every format, each as if of another host: `samples.ts FOLDER COUNT`. Writes so many into the folder, from all
 * samples in turn, and prints their names and how many formats and bytes they are.
 */
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { readReport } from "../../lib/importers";
import type { ImportResult } from "../../lib/importers/types";

const [folder = "", count = "0"] = process.argv.slice(2);
const IMPORTERS = path.join("lib", "importers");

interface Sample {
  name: string;
  bytes: Buffer;
}

const nameOf = (host: number): string => `host-${String(host).padStart(4, "0")}`;

const read = ({ name, bytes }: Sample, host: number): ImportResult =>
  readReport({ name, path: `${nameOf(host)}/${name}`, bytes });

function samples(): Sample[] {
  return fs.readdirSync(IMPORTERS).flatMap((format) => {
    const place = path.join(IMPORTERS, format, "samples");
    if (!fs.existsSync(place)) return [];
    return fs
      .readdirSync(place)
      .sort()
      .map((name) => {
        const bytes = fs.readFileSync(path.join(place, name));
        return name.endsWith(".gz") ? { name: name.slice(0, -3), bytes: gunzipSync(bytes) } : { name, bytes };
      })
      .filter((sample) => read(sample, 0).ok);
  });
}

/**
 * The file of another host: whatever names the host is changed wherever it stands, and a line end is added, so that no
 * two files are the same. Binary safe: latin1 keeps each byte.
 */
function ofHost(sample: Sample, host: number): Sample {
  const result = read(sample, host);
  const own = result.ok && result.reports.length === 1 ? result.reports[0].host : null;
  let text = sample.bytes.toString("latin1");
  if (own?.name) text = text.replaceAll(own.name, nameOf(host));
  for (const { value } of own?.identifiers ?? [])
    text = text.replaceAll(value, host.toString(16).padStart(8, "0") + value.slice(8));
  const changed = { ...sample, bytes: Buffer.from(`${text}${"\n".repeat(1 + (host % 50))}`, "latin1") };
  return read(changed, host).ok ? changed : sample;
}

const all = samples();
const formats = new Set<string>();
let bytes = 0;
const files = Array.from({ length: Number(count) }, (_, host) => {
  const sample = ofHost(all[host % all.length] ?? { name: "", bytes: Buffer.alloc(0) }, host);
  const result = read(sample, host);
  if (result.ok) formats.add(result.reports[0].format);
  bytes += sample.bytes.length;
  const name = `${nameOf(host)}/${sample.name}`;
  fs.mkdirSync(path.join(folder, nameOf(host)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), sample.bytes);
  return name;
});
console.log(JSON.stringify({ files, samples: all.length, formats: formats.size, bytes }));
