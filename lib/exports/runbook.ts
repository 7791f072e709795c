/** A plan as a shell runbook: for people, who read a step and run its commands by hand. Pure. */
import { blocksOf, proseOf } from "@/lib/guidance/blocks";
import { labelled, named, plainLine, proseLines, utcTime, wrapped } from "./plain";
import { order, type PlanSheet, type SheetHost, type Step, stepsOf } from "./plan-sheet";

/** Of which distributions the commands are; null: the reports do not say, so both are given. */
type Family = "debian" | "redhat" | null;

const FAMILY_NAMES = { debian: "Debian and Ubuntu", redhat: "RHEL family" } as const;

const familyOf = (os: string | null): Family => {
  if (/debian|ubuntu|mint|raspbian|devuan|kali|proxmox|pop!_os/i.test(os ?? "")) return "debian";
  return /red ?hat|rhel|fedora|centos|alma|rocky|oracle|amazon/i.test(os ?? "") ? "redhat" : null;
};

/** What a shell reads before anything else: nothing after it is ever run as a whole. */
const GUARD = [
  'printf "%s\\n" "This runbook is for people: read a step, then run its commands by hand. Nothing was done." >&2',
  "exit 64",
];

interface Section extends Step {
  family: Family;
}

/**
 * The steps of a plan, each for the hosts of one family, with what checks, repairs and undoes it; and which steps each host
 * needs. The same sheet gives the same text.
 */
export function toRunbook(sheet: PlanSheet): string {
  const sections = sectionsOf(sheet.hosts);
  const { title, goal, owner, dueAt, madeBy, madeAt, takenBy, takenAt } = sheet;
  const head = [
    ...wrapped(`Runbook of the plan: ${title}`),
    ...(goal === "" ? [] : wrapped(`Goal: ${goal}`)),
    ...wrapped(
      `Made by ${madeBy} on ${utcTime(madeAt)}; taken from Rampart by ${takenBy} on ${utcTime(takenAt)}.`,
    ),
    ...wrapped(`Owner: ${owner ?? "nobody"}. Due: ${dueAt === null ? "no date" : dueAt.slice(0, 10)}.`),
    "",
    "Read a step, look whether it fits the host, then run its commands there, one after the other.",
    "A new report of each host has to show that the repairs hold.",
  ];
  return [
    "#!/bin/sh",
    ...comment(head),
    "",
    ...GUARD,
    "",
    ...comment([rule("Hosts"), ...hostLines(sheet.hosts, sections)]),
    ...sections.flatMap((section, at) => ["", ...sectionLines(section, at + 1, sections.length)]),
    "",
  ].join("\n");
}

const comment = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`.trimEnd());
const rule = (text: string): string => `── ${plainLine(text, 200)} `.padEnd(100, "─");

function sectionsOf(hosts: readonly SheetHost[]): Section[] {
  return stepsOf(hosts).flatMap((step) => {
    const families = ["debian", "redhat", null] as const;
    return families.flatMap((family) => {
      const here = step.hosts.filter(({ host }) => familyOf(host.os) === family);
      return here.length === 0 ? [] : { ...step, hosts: here, family };
    });
  });
}

function hostLines(hosts: readonly SheetHost[], sections: readonly Section[]): string[] {
  const steps = new Map<SheetHost, number[]>();
  for (const [at, section] of sections.entries()) {
    for (const { host } of section.hosts) steps.set(host, [...(steps.get(host) ?? []), at + 1]);
  }
  return [...hosts]
    .sort((a, b) => order(a.name, b.name))
    .flatMap((host) => {
      const numbers = steps.get(host) ?? [];
      const facts = [host.os ?? "system not known", ...host.groups].join(", ");
      const todo = numbers.length === 0 ? "nothing is open" : `steps ${numbers.join(", ")}`;
      return wrapped(`${plainLine(host.name, 100)} (${plainLine(facts, 200)}): ${todo}`);
    });
}

function sectionLines(section: Section, number: number, total: number): string[] {
  const { title, keys, guidance, hosts, family } = section;
  const where = hosts.map(({ host, things }) =>
    things.length === 0 ? host.name : `${host.name} (${named([...things].sort(order), 20)})`,
  );
  const head = [
    rule(`Step ${number} of ${total}: ${title}`),
    ...(keys.length > 0 ? wrapped(`Check: ${keys.join(", ")}`) : []),
    ...wrapped(`On: ${named(where, 500)}`),
  ];
  if (!guidance) return comment([...head, "There is no guidance for it: look at the evidence in Rampart."]);
  const { risk, reboot, minutes, check, breaks, undo } = guidance;
  const repairs = family === null ? (["debian", "redhat"] as const) : [family];
  return [
    ...comment([
      ...head,
      `Risk of the change: ${risk}. Reboot: ${reboot}. About ${minutes} minutes a host.`,
      ...labelled("What may break", proseOf(breaks)),
    ]),
    ...part("How to check, before and after", check),
    ...repairs.flatMap((one) => part(`Repair (${FAMILY_NAMES[one]})`, guidance[one])),
    ...part("Undo, if it has to be taken back", undo),
  ];
}

/** Commands as they are, and what is said about them as comments. */
const part = (title: string, text: string): string[] => [
  "",
  ...comment([`${title}:`]),
  ...blocksOf(text).flatMap(({ code, body }) =>
    code === null ? comment(proseLines(body)) : body.split("\n"),
  ),
];
