/** `needrestart -b`: what still runs from before the last upgrade. */
import catalogue from "@/content/catalogue/needrestart.json";
import type { Detail, Fact, Observation } from "@/lib/fortress/types";
import { listedChecks } from "../catalogue";
import { told } from "../context";
import { firstLines, textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "../types";
import { looksAtServices } from "./options";

const DEFINITIONS = listedChecks("needrestart", catalogue);

const LINE = /^NEEDRESTART-([A-Z]{3,8}): (.*)$/;
const SCREEN =
  /^(?:Scanning processes\.\.\.|No services need to be restarted\.|Services to be restarted:|Running kernel seems to be up-to-date|No containers need to be restarted\.)/;

function sniff(head: string, _: Hint): "yes" | "no" | Refusal {
  const lines = firstLines(head);
  if (lines.some((line) => LINE.test(line))) return "yes";
  return lines.some((line) => SCREEN.test(line))
    ? {
        code: "needrestart-screen",
        text: "This is what needrestart shows to people; bring the output of needrestart -b.",
      }
    : "no";
}

/**
 * Reads the batch output. Silence on services is a pass only of a run that looked at them.
 * Errors (returned): those of `readText`, `needrestart-nothing` for a file without a line of the batch output.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const said = new Map<string, string[]>();
  const unread = new Unread();
  let lastUnread = false;
  const refusal = eachLine(text.text, (line, number) => {
    if (line.trim() === "") return null;
    const [, key, value = ""] = LINE.exec(line.trimEnd()) ?? [];
    lastUnread = key === undefined && line.startsWith("N");
    if (key === undefined) {
      if (lastUnread) unread.add(number);
      return null;
    }
    const values = said.get(key) ?? [];
    values.push(value.trim());
    said.set(key, values);
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (said.size === 0) return refuse("needrestart-nothing", NOTHING);
  const complete = !(lastUnread && !text.text.endsWith("\n"));
  const unprivileged = said.has("PID");
  const services = lookedAtServices(file, said);
  const observations = observationsOf(said, services && complete && !unread.any && !unprivileged).filter(
    ({ outcome }) => complete || outcome !== "pass",
  );
  return oneReport(
    {
      format: "needrestart",
      source: "needrestart",
      tool: { name: "needrestart", version: said.get("VER")?.[0] ?? null },
      ...told(file),
      scope: unprivileged ? "unprivileged" : services && said.has("KSTA") ? "full" : "partial",
      complete,
      observations,
      definitions: DEFINITIONS.filter((one) => observations.some(({ check }) => check === one.check)),
      facts: factsOf(said),
      notes: complete ? unread.notes : [TRUNCATED],
    },
    file.bytes,
  );
}

const NOTHING = "This file holds no line of needrestart's batch output; bring the output of needrestart -b.";

/** By the command, or by what the file names; one with the version alone comes from a container, which has no kernel of its own. */
function lookedAtServices({ context }: FileInput, said: ReadonlyMap<string, string[]>): boolean {
  const named = ["SVC", "CONT", "SESS", "PID"].some((key) => said.has(key));
  const asked = looksAtServices(context?.command ?? "");
  return named || (asked ?? !["KSTA", "KCUR", "UCSTA"].some((key) => said.has(key)));
}

const KERNEL = new Map<string, Pick<Observation, "outcome" | "message">>([
  ["0", { outcome: "unknown", message: "needrestart could not tell which kernel should run." }],
  ["1", { outcome: "pass" }],
  ["2", { outcome: "fail", message: "A newer build of the running kernel waits for a reboot." }],
  ["3", { outcome: "fail", message: "A newer kernel waits for a reboot." }],
]);
const MICROCODE = new Map<string, Pick<Observation, "outcome" | "message">>([
  ["0", { outcome: "unknown", message: "needrestart could not tell which microcode should run." }],
  ["1", { outcome: "pass" }],
  ["2", { outcome: "fail", message: "Newer microcode waits for a reboot." }],
]);

function observationsOf(said: ReadonlyMap<string, string[]>, silenceIsPass: boolean): Observation[] {
  const values = (key: string) => said.get(key) ?? [];
  const details = (key: string, name: string): Detail[] => values(key).map((text) => ({ name, text }));
  const state = (check: string, key: string, states: typeof KERNEL, shown: Detail[]): Observation[] => {
    const all = values(key);
    const worst = all.length === 0 ? null : (["3", "2", "0", "1"].find((one) => all.includes(one)) ?? "0");
    const known = worst === null ? undefined : (states.get(worst) ?? states.get("0"));
    return known ? [{ check: `needrestart:${check}`, ...known, details: shown }] : [];
  };
  const list = (check: string, key: string, name: string): Observation[] => {
    const found = details(key, name);
    if (found.length === 0 && !silenceIsPass) return [];
    return [{ check: `needrestart:${check}`, outcome: found.length > 0 ? "fail" : "pass", details: found }];
  };
  return [
    ...state("kernel", "KSTA", KERNEL, [...details("KCUR", "running"), ...details("KEXP", "expected")]),
    ...state("microcode", "UCSTA", MICROCODE, [
      ...details("UCCUR", "running"),
      ...details("UCEXP", "expected"),
    ]),
    ...list("services", "SVC", "service"),
    ...list("containers", "CONT", "container"),
    ...list("sessions", "SESS", "session"),
  ];
}

function factsOf(said: ReadonlyMap<string, string[]>): Fact[] {
  const running = said.get("KCUR")?.[0];
  const expected = said.get("KEXP")?.[0];
  return [
    ...(running ? [{ key: "kernel_running", values: [running] }] : []),
    ...(expected ? [{ key: "kernel_expected", values: [expected] }] : []),
  ];
}

export const needrestart: Importer = { format: "needrestart", title: "needrestart -b", sniff, read };
