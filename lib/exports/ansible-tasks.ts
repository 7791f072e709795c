/** The tasks of one repair, from its guidance, as a block of a playbook. Pure. */
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { blocksOf, proseOf } from "@/lib/guidance/blocks";
import type { Guidance } from "@/lib/guidance/shape";
import { labelled, plainName, wrapped } from "./plain";
import type { Step } from "./plan-sheet";

/** Ansible reads YAML 1.1, where `no` and `12:30` are no texts. */
export const VERSION = { version: "1.1" } as const;

export interface AutomatedStep extends Step {
  guidance: Guidance;
}

/** Whether the guidance says that its tasks may run on any host without a person looking first. */
export const isAutomated = (step: Step): step is AutomatedStep => step.guidance?.automate === true;

/**
 * The tasks as they stand in the guidance, comments included.
 * @throws Error where the guidance holds no list of tasks: a test reads all of it
 */
function tasksOf({ ansible, for: subject }: Guidance): YAMLSeq<YAMLMap> {
  const text = blocksOf(ansible).find(({ code }) => code === "yaml")?.body ?? "";
  const document = parseDocument(text, VERSION);
  const tasks = document.contents;
  if (document.errors.length > 0 || !isSeq(tasks) || !tasks.items.every(isMap))
    throw new Error(`The guidance for ${subject} holds no list of Ansible tasks.`);
  return tasks as YAMLSeq<YAMLMap>;
}

/** Only letters, digits, points, dashes and underscores: `lynis-SSH-7408-Port`. */
export const tagOf = (key: string): string =>
  key
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 120) || "unnamed";

/**
 * One block: its name, tags and hosts around the tasks of the guidance.
 * @param some the only hosts of the play that it is for; null: all of them
 */
export function blockOf(document: Document, step: AutomatedStep, some: readonly string[] | null): YAMLMap {
  const { guidance, keys } = step;
  const { risk, reboot } = guidance;
  const tags = [...new Set([guidance.for, ...keys].map(tagOf))];
  const block = document.createNode({
    name: plainName(guidance.repair),
    // A name that is also a group of the inventory means the host, and nobody else.
    when: "inventory_hostname in rampart_hosts",
    tags: [...tags, `risk-${risk}`, `reboot-${reboot}`],
    ...(some && { vars: { rampart_hosts: some } }),
  }) as YAMLMap;
  for (const name of stringsOf(block.getIn(["vars", "rampart_hosts"], true))) name.type = "QUOTE_DOUBLE";
  block.set("block", tasksOf(guidance));
  block.commentBefore = commentOf(step)
    .map((line) => ` ${line}`)
    .join("\n");
  return block;
}

/** The texts of a list. */
export const stringsOf = (list: unknown) => (isSeq(list) ? list.items.filter(isScalar) : []);

function commentOf({ guidance, keys }: AutomatedStep): string[] {
  const { title, risk, reboot, minutes, breaks, ansible } = guidance;
  // Every play here has it.
  const note = proseOf(ansible).replace("The play needs `become: true`.", "").trim();
  return [
    ...wrapped(`${title} (${keys.join(", ") || guidance.for})`),
    `Risk of the change: ${risk}. Reboot: ${reboot}. About ${minutes} minutes a host.`,
    ...(note === "" ? [] : labelled("Note", note)),
    ...labelled("What may break", proseOf(breaks)),
  ];
}

/** The collections that tasks need beside those that come with Ansible. */
export function collectionsOf(steps: readonly AutomatedStep[]): string[] {
  const modules = steps.flatMap(({ guidance }) =>
    tasksOf(guidance).items.flatMap((task) => task.items.map(({ key }) => String(key))),
  );
  const found = modules.flatMap((name) => /^(\w+\.\w+)\.\w+$/.exec(name)?.[1] ?? []);
  return [...new Set(found)].filter((name) => name !== "ansible.builtin").sort();
}
