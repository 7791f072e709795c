/** A plan as it is taken away: what is to be repaired on which hosts. Names and titles come from outside and are hostile. */
import type { Guidance } from "@/lib/guidance/shape";

export interface SheetRepair {
  /** The finding's key: a check, or `<kind>:<key>` of an exposure. */
  key: string;
  /** `check`, or the kind of exposure. */
  kind: string;
  title: string;
  /** Null: nobody has written any. */
  guidance: Guidance | null;
}

export interface SheetHost {
  name: string;
  groups: readonly string[];
  /** As the reports call it; null: they do not say. */
  os: string | null;
  /** What is still open of the plan. */
  repairs: readonly SheetRepair[];
}

export interface PlanSheet {
  title: string;
  goal: string;
  owner: string | null;
  /** Times in RFC 3339. */
  dueAt: string | null;
  madeBy: string;
  madeAt: string;
  takenBy: string;
  takenAt: string;
  hosts: readonly SheetHost[];
}

/** One weakness of a plan, and where it stands. */
export interface Step {
  /** What it goes by: its guidance, its kind of exposure, or its check. */
  id: string;
  /** The repair as an imperative, or the title. */
  title: string;
  guidance: Guidance | null;
  /** The keys that lead to it: several options can share one guidance. */
  keys: string[];
  hosts: StepHost[];
}

interface StepHost {
  host: SheetHost;
  /** Of exposures: which. */
  things: string[];
}

/** What is repaired by the same act over hosts, in the order of what it goes by. */
export function stepsOf(hosts: readonly SheetHost[]): Step[] {
  const steps = new Map<string, Step>();
  for (const host of [...hosts].sort((a, b) => order(a.name, b.name))) {
    for (const repair of host.repairs) {
      const { key, kind, guidance } = repair;
      const id = guidance?.for ?? (kind === "check" ? key : kind);
      const title = guidance?.repair ?? (kind === "check" ? repair.title : TITLES[kind]) ?? kind;
      const step = steps.get(id) ?? { id, title, guidance, keys: [], hosts: [] };
      steps.set(id, step);
      if (kind === "check" && !step.keys.includes(key)) step.keys.push(key);
      let at = step.hosts.at(-1);
      if (at?.host !== host) {
        at = { host, things: [] };
        step.hosts.push(at);
      }
      if (kind !== "check") at.things.push(key.slice(key.indexOf(":") + 1));
    }
  }
  for (const { keys } of steps.values()) keys.sort(order);
  return [...steps.values()].sort((a, b) => order(a.id, b.id));
}

const TITLES: Readonly<Record<string, string>> = {
  package: "Install the waiting security updates",
  vulnerability: "Close known vulnerabilities",
  file: "Explain or restore changed files",
  malware: "Clear malware hits",
};

/** The same on every machine, whatever its language. */
export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
