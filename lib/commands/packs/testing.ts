/** For tests: two hosts with what people made of them, and evidence packs read as an archive reads them. */

import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { type Manifest, manifestSchema } from "@/lib/exports/evidence-pack";
import { attachFile } from "../attach-file";
import { clearHosts, reportOf } from "../evidence/testing";
import { importReports } from "../import-report";
import { packEvidence } from "../pack-evidence";
import { proposeDecision } from "../propose-decision";

const DAY = 86_400_000;
const EVIL = "../../evil\\..\\web/01";

/** Two hosts with a report each; of the first, whose name would lead elsewhere, a file and a decision. */
export async function stagePack(manager: Viewer): Promise<{ id: string; name: string }[]> {
  await clearHosts();
  for (const [index, name] of ["web-01", "db-02"].entries()) {
    await importReports(manager, {
      files: [reportOf({ name, hostid: name }, "web-01-before-upgrade.dat", index + 1)],
      via: "api",
    });
  }
  const hosts = await db().host.findMany({ select: { id: true, name: true }, orderBy: { name: "desc" } });
  const hostId = hosts[0]?.id ?? "";
  const finding = await db().finding.findFirstOrThrow({ where: { hostId, state: "open" } });
  const bytes = Buffer.from("screenshot of the settings\n");
  await attachFile(manager, { findingId: finding.id, filename: "../../../x.txt", bytes });
  await proposeDecision(manager, {
    ...{ key: finding.key, treatment: "accept", scope: "hosts", hosts: [hostId], reason: "Closed net." },
    lastDay: new Date(Date.now() + 10 * DAY).toISOString().slice(0, 10),
  });
  await db().host.update({ where: { id: hostId }, data: { name: EVIL } });
  return hosts;
}

/** The files of a pack by their names, read as an archive reads them: each to its end before the next. */
export async function packOf(viewer: Viewer, given: object = {}): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const { name, text } of await begun(viewer, given)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of text) pieces.push(Buffer.from(piece));
    files.set(name, Buffer.concat(pieces));
  }
  return files;
}

/** All of it, from a time before every report. */
export async function begun(viewer: Viewer, given: object = {}) {
  const pack = await packEvidence(viewer, { from: "2015-01-01", ...given });
  if (!pack.ok) throw new Error(pack.text);
  return pack.files;
}

export const manifestOf = (files: ReadonlyMap<string, Buffer>): Manifest =>
  manifestSchema.parse(JSON.parse(files.get("manifest.json")?.toString() ?? ""));
