/** A plan as an Ansible playbook: what the guidance says is safe to automate, and the rest as comments. Pure. */
import { Document, type YAMLMap, YAMLSeq } from "yaml";
import { divide, type PlayHosts } from "./ansible-hosts";
import {
  type AutomatedStep,
  blockOf,
  collectionsOf,
  isAutomated,
  stringsOf,
  tagOf,
  VERSION,
} from "./ansible-tasks";
import { byHandLines } from "./by-hand";
import { plainLine, plainName, utcTime, wrapped } from "./plain";
import { order, type PlanSheet, stepsOf } from "./plan-sheet";

/** As many characters as ansible-lint lets a line have. */
const LONG = 160;

/**
 * One play for each group of hosts, one block with its tags for each repair. The same sheet gives the same text.
 * Host names are quoted, and those that Ansible would take for more than one host are left out.
 */
export function toPlaybook(sheet: PlanSheet): string {
  const { plays, leftOut } = divide(sheet.hosts);
  const document = new Document(undefined, VERSION);
  const list = new YAMLSeq<YAMLMap>();
  const automated: AutomatedStep[] = [];
  for (const play of plays) {
    const steps = stepsOf(play.hosts).filter(isAutomated);
    if (steps.length === 0) continue;
    automated.push(...steps);
    const node = playOf(document, sheet, play, steps);
    node.spaceBefore = list.items.length > 0;
    list.add(node);
  }
  if (list.items.length === 0) list.add(nothingToRun(document));
  document.contents = list;
  const byHand = stepsOf(sheet.hosts).filter((step) => !isAutomated(step));
  const end = byHandLines(byHand, leftOut);
  const long = end.some((line) => line.length + 2 > LONG);
  return [
    ...comment(headerLines(sheet, automated)),
    "---",
    document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd(),
    ...(long ? ["", "# yamllint disable rule:line-length"] : []),
    ...comment(end),
    "",
  ].join("\n");
}

const comment = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`.trimEnd());

function playOf(
  document: Document,
  { title }: PlanSheet,
  { group }: PlayHosts,
  steps: readonly AutomatedStep[],
): YAMLMap {
  const names = [...new Set(steps.flatMap((step) => step.hosts.map(({ host }) => host.name)))].sort(order);
  const who = group === null ? "hosts without a group" : `hosts of the group ${plainName(group, 60)}`;
  const play = document.createNode({
    name: `Repair ${who}: ${plainName(title)}`,
    hosts: names,
    gather_facts: true,
    become: true,
    vars: { rampart_hosts: [...names] },
  }) as YAMLMap;
  for (const path of [["hosts"], ["vars", "rampart_hosts"]])
    for (const name of stringsOf(play.getIn(path, true))) name.type = "QUOTE_DOUBLE";
  const tasks = new YAMLSeq<YAMLMap>();
  for (const step of steps) {
    const here = step.hosts.map(({ host }) => host.name);
    const block = blockOf(document, step, here.length === names.length ? null : here);
    block.spaceBefore = tasks.items.length > 0;
    tasks.add(block);
  }
  play.set("tasks", tasks);
  return play;
}

/** Ansible refuses a playbook without a play. */
const nothingToRun = (document: Document): YAMLMap =>
  document.createNode({
    name: "Say that nothing of this plan runs by itself",
    hosts: ["localhost"],
    connection: "local",
    gather_facts: false,
    tasks: [
      {
        name: "Point to the comments of this file",
        "ansible.builtin.debug": {
          msg: "Nothing of this plan is safe to automate. The file says what to do by hand.",
        },
      },
    ],
  }) as YAMLMap;

function headerLines(sheet: PlanSheet, steps: readonly AutomatedStep[]): string[] {
  const { title, goal, owner, dueAt, madeBy, madeAt, takenBy, takenAt } = sheet;
  const collections = collectionsOf(steps);
  const [example] = steps;
  const name = example?.keys[0] ?? example?.guidance.for;
  return [
    ...wrapped(`Plan: ${title}`),
    ...(goal === "" ? [] : wrapped(`Goal: ${goal}`)),
    ...wrapped(
      `Made by ${madeBy} on ${utcTime(madeAt)}; taken from Rampart by ${takenBy} on ${utcTime(takenAt)}.`,
    ),
    ...wrapped(`Owner: ${owner ?? "nobody"}. Due: ${dueAt === null ? "no date" : dueAt.slice(0, 10)}.`),
    "",
    "See first what it would change, on one host, then on all:",
    "  ansible-playbook --check --diff --inventory INVENTORY --limit HOST playbook.yml",
    "  ansible-playbook --check --diff --inventory INVENTORY playbook.yml",
    ...(name
      ? [
          "Only one repair:",
          `  ansible-playbook --check --diff --inventory INVENTORY --tags ${tagOf(name)} playbook.yml`,
        ]
      : []),
    "Without what may want a reboot: --skip-tags reboot-maybe,reboot-yes",
    "Without what is riskier: --skip-tags risk-medium,risk-high",
    "The hosts are named as in Rampart: they have to bear these names in the inventory.",
    "A new report of each host has to show that the repairs hold.",
    ...(collections.length > 0
      ? [`It needs, beside ansible-core: ansible-galaxy collection install ${collections.join(" ")}`]
      : []),
  ].map((line) => line && `${/^ */.exec(line)?.[0] ?? ""}${plainLine(line, 400)}`);
}
