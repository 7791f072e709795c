/** For tests of plans: three hosts with a real report, and what is asked of plans over and over. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { type PlanDetail, readPlan } from "@/lib/queries/plans";
import { readWhatIf } from "@/lib/queries/what-if";
import { whatIfSchema } from "@/lib/queries/what-if-scope";
import { viewerWith } from "@/scripts/test/viewers";
import { reportOf, type SAMPLES } from "../evidence/testing";
import { importReports } from "../import-report";
import { makePlan } from "../make-plan";

export const BEFORE = "web-01-before-upgrade.dat";
export const AFTER = "web-01-after-upgrade.dat";
/** Fails before the upgrade and passes after it; and one that fails in both. */
export const CLOSES = "lynis:DEB-0831";
export const STAYS = "lynis:KRNL-5820";
export const WEBS = ["web-01", "web-02", "web-03"];

export const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
export const analyst = viewerWith("analyst");
export const manager = viewerWith("manager");
export const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";

export const bring = (name: string, sample: (typeof SAMPLES)[number], day: number) =>
  importReports(manager, {
    files: [reportOf({ name, hostid: name, hostid2: name }, sample, day)],
    ...{ via: "api", now: at(day) },
  });

export const hostId = async (name: string): Promise<string> =>
  (await db().host.findFirstOrThrow({ where: { name } })).id;

export const findingOn = (name: string, key: string) =>
  db().finding.findFirstOrThrow({ where: { key, host: { name } } });

export const bound = async (...names: string[]): Promise<Viewer> =>
  viewerWith("administrator", { kind: "token", hosts: await Promise.all(names.map(hostId)) });

export async function made(of: object, more: object = {}, day = 2): Promise<string> {
  const result = await makePlan(analyst, { title: "A plan", of, ...more }, at(day));
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

export async function plan(id: string, day = 20, viewer: Viewer = manager): Promise<PlanDetail> {
  const found = await readPlan(viewer, id, at(day));
  if (!found) throw new Error("There is no such plan.");
  return found;
}

export const whatIf = (query: object, viewer: Viewer = manager) =>
  readWhatIf(viewer, whatIfSchema.parse(query));

/** What the planner says of each host, rounded where sums differ in their last digits. */
export const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, one) => (typeof one === "number" ? Math.round(one * 1e6) / 1e6 : one)),
  );
