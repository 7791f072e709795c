/**
 * The screen of OSSEC's `syscheck_control -i`, plain or with `-f`.
 * Grammar: ossec/ossec-hids, src/util/syscheck_control.c and src/shared/read-agents.c.
 */
import type { Refusal } from "@/lib/importers/types";
import { eachLine } from "../read/text";
import { monthOf, utc } from "../times";
import { type Agent, agentOf, type Change } from "./changes";

const HEADER =
  /^Integrity (?:checking )?changes for (?:agent|local system|'Windows Registry' of agent) '(.{1,300})':\s*$/;
const NAMED = /^(.{1,253}?)(?: \((\w{1,20})\))? - \S+$/;
const ENTRY = /^(\d{4}) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d),(\d) - (\/.*)$/;

/** The first line that tells the screen from other texts; what else the tool printed before it does not matter. */
export const isControlHeader = (line: string): boolean => HEADER.test(line);

/** `torn`: the last line has no end, and was left out: half a path is another path. */
export function readControl(text: string): { agents: Agent[]; torn: boolean; refusal: Refusal | null } {
  const end = text.lastIndexOf("\n") + 1;
  const agents = new Map<string, Agent>();
  let agent: Agent | undefined;
  let last: Change | null = null;
  const refusal = eachLine(text.slice(0, end), (line) => {
    const header = HEADER.exec(line);
    if (header) {
      const named = NAMED.exec(header[1] ?? "");
      agent = agentOf(agents, named?.[1] ?? header[1] ?? "");
      last = null;
      return null;
    }
    if (!agent) return null;
    const entry = ENTRY.exec(line);
    if (entry) {
      last = changeOf(entry);
      agent.changes.push(last);
    } else if (last && line.startsWith("File deleted.")) last.change = "removed";
    else if (last && line.startsWith("File added to the database.")) last.change = "added";
    return null;
  });
  return { agents: [...agents.values()], torn: text.slice(end).trim() !== "", refusal };
}

function changeOf(entry: RegExpExecArray): Change {
  const [, year, month, day, hour, minute, second, count, path] = entry;
  const at = utc(
    Number(year),
    monthOf(month ?? "") ?? 0,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return {
    path: path ?? "",
    change: "changed",
    contentChanged: null,
    moment: at === null ? null : { at, zone: "assumed-utc" },
    details:
      Number(count) > 3 ? [{ name: "ignored", text: "OSSEC ignores further changes of this file" }] : [],
  };
}
