/** A host with 14,000 known vulnerabilities that is scanned again: seconds from the upload to the answer. */
import { startRampart } from "../browser/server.mjs";
import { connect } from "./fleet.mjs";
import { DATABASE_URL, TOKEN } from "./settings.mjs";
import { median } from "./statistics.mjs";
import { megabytes, row, times } from "./table.mjs";

const FINDINGS = 14_000;
const PACKAGES = 3_000;
const ROUNDS = 3;
const SEVERITIES = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/**
 * What Trivy says of the host, at so many hours. Each hour other 1 % of its vulnerabilities have gone and as many come.
 * @param {number} hour
 */
function trivyReport(hour) {
  const changed = FINDINGS / 100;
  const vulnerabilities = Array.from({ length: FINDINGS }, (_, place) => {
    const since = Math.floor(place / changed);
    // The places of the first per cent change in the first hour, and so on.
    const version = since < hour ? 1 : 0;
    const name = `package-${place % PACKAGES}`;
    const id = `CVE-${2015 + (place % 10)}-${10_000 + place + version * 100_000}`;
    return {
      VulnerabilityID: id,
      PkgID: `${name}@1.2.3-4`,
      PkgName: name,
      PkgIdentifier: {
        PURL: `pkg:deb/debian/${name}@1.2.3-4?arch=amd64&distro=debian-12.5`,
        UID: "5d0b2c1c55b3f7aa",
      },
      InstalledVersion: "1.2.3-4",
      ...(place % 3 > 0 && { FixedVersion: "1.2.3-5" }),
      Status: place % 3 > 0 ? "fixed" : "affected",
      SeveritySource: "debian",
      PrimaryURL: `https://avd.aquasec.com/nvd/${id.toLowerCase()}`,
      Title: `${name}: a flaw with the number ${place} in what it reads`,
      Description: "A crafted file makes the program write beyond a buffer. ".repeat(8),
      Severity: SEVERITIES[place % SEVERITIES.length],
    };
  });
  return JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
    ArtifactName: "/",
    ArtifactType: "filesystem",
    Metadata: { OS: { Family: "debian", Name: "12.5" } },
    Results: [
      {
        Target: "many-findings (debian 12.5)",
        Class: "os-pkgs",
        Type: "debian",
        Vulnerabilities: vulnerabilities,
      },
    ],
  });
}

export async function reimport() {
  const server = await startRampart({ env: { RAMPART_ADMIN_TOKEN: TOKEN, DATABASE_URL } });
  try {
    const client = await connect(server.data, DATABASE_URL);
    await client.query(
      "create table if not exists bench_rows (key text primary key, title text, details jsonb)",
    );
    const first = await send(server.url, 0);
    /** @type {Awaited<ReturnType<typeof send>>[]} */
    const again = [];
    /** @type {number[]} */
    const floors = [];
    for (let hour = 1; hour <= ROUNDS; hour++) {
      again.push(await send(server.url, hour));
      floors.push(await bareRows(client));
    }
    await client.query("drop table bench_rows");
    await client.end();
    const seconds = median(again.map(({ seconds }) => seconds));
    const floor = median(floors);
    row(
      `A host's ${FINDINGS} findings again, 1 % changed (${megabytes(first.bytes)} of Trivy)`,
      "≤ 5 s on 2 cores",
      {
        value: `${seconds.toFixed(2)} s (first time ${first.seconds.toFixed(2)} s)`,
        floor: `${floor.toFixed(2)} s for as many bare rows`,
        ratio: times(seconds / floor),
      },
      { first, again, floors },
    );
  } finally {
    await server.stop();
  }
}

/**
 * @param {string} url
 * @param {number} hour
 * @returns {Promise<{ seconds: number, bytes: number, changes: Record<string, number> }>}
 */
async function send(url, hour) {
  const body = trivyReport(hour);
  const from = performance.now();
  const response = await fetch(`${url}/api/v1/reports?filename=trivy.json&host=many-findings`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/octet-stream" },
    body,
  });
  const answer = await response.json();
  const seconds = (performance.now() - from) / 1000;
  if (response.status !== 201)
    throw new Error(`upload: ${response.status} ${JSON.stringify(answer).slice(0, 500)}`);
  return { seconds, bytes: Buffer.byteLength(body), changes: answer.imports[0].changes };
}

/**
 * The floor: seconds to write as many rows in one durable statement on the same engine.
 * @param {import("pg").Client} client
 */
async function bareRows(client) {
  await client.query("truncate bench_rows");
  const rows = Array.from({ length: FINDINGS }, (_, place) => ({
    key: `package-${place % PACKAGES} CVE-2026-${place}`,
    title: `a flaw with the number ${place} in what it reads`,
    details: [{ name: "installed", text: "1.2.3-4" }],
  }));
  const from = performance.now();
  await client.query(
    "insert into bench_rows select * from jsonb_to_recordset($1::jsonb) as one(key text, title text, details jsonb)",
    [JSON.stringify(rows)],
  );
  return (performance.now() - from) / 1000;
}
