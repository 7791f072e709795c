/** Hosts of a few lines, brought as clients bring them. */
import { db } from "@/lib/db";
import { written } from "@/lib/importers/lynis/testing";

export interface Site {
  url: string;
  /** An administrator's. */
  token: string;
  /** Where web hooks may go. */
  hookUrl: string;
}

/** A host with an open finding. */
export interface Host {
  id: string;
  name: string;
  importId: string;
  reportId: string;
  findingId: string;
  /** Of the finding. */
  key: string;
}

interface Imported {
  id: string;
  host: { id: string; name: string };
  report: { id: string };
}

export async function bring({ url, token }: Site, query: string, body: BodyInit): Promise<Imported> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/reports${query}`, { method: "POST", headers, body });
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { imports: [Imported] }).imports[0];
}

export async function newHost(site: Site, hostname: string): Promise<Host> {
  const report = written({ header: { hostname }, lines: ["warning[]=AUTH-9208|A warning|-|-|"] });
  const { id, host, report: kept } = await bring(site, "", report);
  const finding = await db().finding.findFirstOrThrow({ where: { hostId: host.id, state: "open" } });
  const { id: findingId, key } = finding;
  return { id: host.id, name: host.name, importId: id, reportId: kept.id, findingId, key };
}
