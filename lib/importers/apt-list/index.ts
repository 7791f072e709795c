/** `apt list --upgradable`: the updates that wait on a host with Debian's packages. */
import type { Exposure } from "@/lib/fortress/types";
import { securityOfSuites } from "../apt-suites";
import { told } from "../context";
import { textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Importer, ImportResult, Refusal } from "../types";
import { waitingUpdate } from "../updates";
import { type Row, rowOf } from "./row";
import { ASIDE, isHeading, sniff } from "./sniff";

/**
 * Reads the list. With `--all-versions` the row of the installed version is left out.
 * Errors (returned): those of `readText`; `apt-list-failed`; `apt-list-heading` where the list does not begin.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const waiting = new Map<string, Exposure>();
  const unread = new Unread();
  let started = false;
  let lastUnread = false;
  const refusal = eachLine(text.text, (line, number): Refusal | null => {
    const blank = line.trim() === "";
    if (!blank) lastUnread = false;
    if (blank || ASIDE.test(line)) return null;
    if (line.startsWith("E: ")) return failed(number);
    if (!started) {
      if (isHeading(line)) started = true;
      else return { code: "apt-list-heading", text: HEADING_MISSING, line: number };
      return null;
    }
    const row = rowOf(line);
    if (row) keep(waiting, row);
    else if (!isHeading(line)) {
      unread.add(number);
      lastUnread = true;
    }
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (!started) return refuse("apt-list-heading", HEADING_MISSING);
  const cutOff = lastUnread && !text.text.endsWith("\n");
  return oneReport(
    {
      format: "apt-list",
      source: "apt-list",
      tool: { name: "apt", version: null },
      ...told(file),
      complete: !cutOff,
      exposures: [...waiting.values()],
      exposuresComplete: unread.any ? [] : ["package"],
      facts: [{ key: "updates_waiting", values: [String(waiting.size)] }],
      notes: cutOff ? [TRUNCATED] : unread.notes,
    },
    file.bytes,
  );
}

const HEADING_MISSING =
  "This list does not begin with the line that apt writes first; bring the whole output of apt list --upgradable.";

const failed = (line: number): Refusal => ({
  code: "apt-list-failed",
  text: "apt could not read the state of the packages; repair it and bring the output of apt list --upgradable.",
  line,
});

/** One exposure for each name: of two architectures the one that closes a vulnerability. */
function keep(waiting: Map<string, Exposure>, { name, suites, version, state, other }: Row): void {
  if (state === "other") return;
  const update =
    state === "from"
      ? waitingUpdate({
          name,
          installed: other,
          candidate: version,
          origin: suites,
          security: securityOfSuites(suites),
        })
      : waitingUpdate({ name, installed: version, candidate: other, security: null });
  const known = waiting.get(name);
  if (!known || (update.severity === "high" && known.severity !== "high")) waiting.set(name, update);
}

export const aptList: Importer = { format: "apt-list", title: "apt list --upgradable", sniff, read };
