/** Output of unhide, unhide-tcp and unhide_rb to a report. */
import catalogueData from "@/content/catalogue/unhide.json";
import type { Detail, Observation } from "@/lib/fortress/types";
import { catalogueOf, definitionsOf } from "@/lib/importers/catalogue";
import { readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult } from "@/lib/importers/types";
import { look, type Seen } from "./look";

const CATALOGUE = catalogueOf("unhide", catalogueData);

/**
 * Errors (returned): those of `readText` and `eachLine`; `unhide-no-root`, `unhide-no-test`, `unhide-failed`.
 * `context.exitCode` tells a run that was stopped from a clean one: 0 nothing, 1 hidden processes, 4, 8 and 12 hidden ports.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const first = readText(bytes);
  if (!first.ok) return first;
  const seen = look(first.text);
  if ("code" in seen) return { ok: false, refusal: seen };
  if (seen.refusal) return { ok: false, refusal: seen.refusal };
  const found = seen.hidden.size + seen.fake.size + seen.ports.size;
  const { exitCode } = context ?? {};
  const stopped = exitCode !== undefined && ![0, 1, 4, 8, 12, 254].includes(exitCode);
  if (found === 0 && (stopped || (exitCode ?? 0) !== 0)) {
    return refuse(
      "unhide-failed",
      `This run of unhide ended with exit code ${exitCode}; bring a run that ended by itself.`,
    );
  }
  const looked = seen.processes || seen.fakes || seen.tcp || seen.udp || seen.rb;
  if (!looked && found === 0) {
    return refuse(
      "unhide-no-test",
      "This output of unhide holds no test; bring that of unhide quick reverse.",
    );
  }
  const ended = seen.tool === "unhide-tcp" ? seen.tcp && seen.udp : true;
  const complete =
    ended &&
    !stopped &&
    !seen.aborted &&
    (!seen.logged || seen.endedAt !== null) &&
    (!seen.rb || seen.nothing || found > 0);
  const observations = observationsOf(seen, complete);
  const own = seen.tool === "unhide" ? "" : seen.tool === "unhide-tcp" ? "/tcp" : "/rb";
  return oneReport(
    {
      format: "unhide",
      source: `unhide${own}`,
      tool: { name: seen.tool, version: seen.version },
      host: context?.host ?? NO_HOST,
      run: {
        startedAt: seen.startedAt,
        endedAt: seen.endedAt ?? (seen.startedAt === null ? (context?.endedAt ?? null) : null),
        zone: seen.startedAt === null && context?.endedAt ? "stated" : "assumed-utc",
      },
      complete,
      observations,
      definitions: definitionsOf(CATALOGUE, observations),
      facts: [
        ...(seen.processes || seen.hidden.size > 0
          ? [{ key: "hidden_processes", values: [...seen.hidden.keys()] }]
          : []),
        ...(seen.tcp || seen.udp || seen.ports.size > 0
          ? [{ key: "hidden_ports", values: [...seen.ports.keys()] }]
          : []),
      ],
      notes: complete ? [] : [TRUNCATED],
    },
    bytes,
  );
}

function observationsOf(seen: Seen, complete: boolean): Observation[] {
  const all: Observation[] = [];
  const say = (id: string, looked: boolean, found: ReadonlyMap<string, string[]>): void => {
    if (found.size > 0) all.push({ check: `unhide:${id}`, outcome: "fail", details: detailsOf(found) });
    else if (looked && seen.aborted) all.push({ check: `unhide:${id}`, outcome: "not-checked" });
    else if (looked && complete) all.push({ check: `unhide:${id}`, outcome: "pass" });
  };
  if (seen.tool === "unhide_rb") say("rb-suspicious-processes", seen.rb, seen.hidden);
  else say("hidden-processes", seen.processes, seen.hidden);
  say("fake-processes", seen.fakes, seen.fake);
  say("hidden-ports", seen.tcp && seen.udp, seen.ports);
  return all;
}

const detailsOf = (found: ReadonlyMap<string, string[]>): Detail[] =>
  [...found].map(([name, lines]) => ({ name: "found", text: [name, ...lines].join("\n") }));
