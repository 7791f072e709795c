/** For tests: what the routes of attestations and of baselines need. */
import { attestMeasure } from "@/lib/commands/attest-measure";
import { expectChanges } from "@/lib/commands/expect-changes";
import { db } from "@/lib/db";
import { dayOf } from "@/lib/fortress/decision-rules";
import { viewerWith } from "@/scripts/test/viewers";
import type { Scene } from "./testing-actors";

const DAY = 86_400_000;
/** Somebody who asks nothing here. */
const somebody = viewerWith("manager", { actor: "somebody@example.org" });

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

const json = (value: unknown): Omit<Needs, "params"> => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

/** Null: the route is about something else. */
export async function baselineNeeds(route: string, { hostId }: Scene): Promise<Needs | null> {
  switch (route) {
    case "POST /api/v1/attestations":
      return { params: {}, ...json(statement(hostId)) };
    case "GET /api/v1/attestations/[id]":
      return { params: { id: await attest(hostId) } };
    case "PATCH /api/v1/attestations/[id]":
      return { params: { id: await attest(hostId) }, ...json({ withdrawn: true }) };
    case "POST /api/v1/hosts/[id]/baseline":
      // So that there is always room for one more.
      await db().expectation.deleteMany({ where: { hostId } });
      return { params: { id: hostId }, ...json(pattern()) };
    case "DELETE /api/v1/hosts/[id]/baseline/[entry]":
      return { params: { id: hostId, entry: await expectOne(hostId) } };
    default:
      return null;
  }
}

const statement = (hostId: string) => ({
  measure: "auditing.external-analysis",
  hosts: [hostId],
  statement: "Reviewed on site.",
  by: "A colleague",
  day: dayOf(Date.now()),
  lastDay: dayOf(Date.now() + 10 * DAY),
});

async function attest(hostId: string): Promise<string> {
  const result = await attestMeasure(somebody, statement(hostId));
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

const pattern = () => ({
  pattern: "/etc/cups/**",
  lastDay: dayOf(Date.now() + DAY),
  reason: "New printers.",
});

async function expectOne(hostId: string): Promise<string> {
  const result = await expectChanges(somebody, { hosts: [hostId], ...pattern() });
  if (!result.ok) throw new Error(result.text);
  return result.expectations[0]?.id ?? "";
}
