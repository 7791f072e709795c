/** Which hosts Ansible can be told of, and in which play each of them stands. Pure. */
import { order, type SheetHost } from "./plan-sheet";

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;
/** What Ansible takes for more than one host, or for the machine that it runs on. */
const RESERVED = /^(?:all|ungrouped|localhost(?:[46]?\..*|[46])?|127\.[0-9.]*)$/i;

/** Why a host cannot be named in a playbook; null: it can. A report may call its host what it likes. */
export function faultOfHostName(name: string): string | null {
  if (!NAME.test(name)) return "its name is not one that Ansible takes for a single host";
  if (RESERVED.test(name)) return "its name means something else to Ansible";
  return null;
}

export interface PlayHosts {
  /** Null: those without a group. */
  group: string | null;
  hosts: SheetHost[];
}

export interface Divided {
  plays: PlayHosts[];
  /** Hosts that no play can name, and why. */
  leftOut: { host: SheetHost; because: string }[];
}

/** One play for each group: a host in several groups stands in the first of them, and those without one at the end. */
export function divide(hosts: readonly SheetHost[]): Divided {
  const times = new Map<string, number>();
  for (const { name } of hosts) times.set(name, (times.get(name) ?? 0) + 1);
  const plays = new Map<string | null, SheetHost[]>();
  const leftOut: Divided["leftOut"] = [];
  for (const host of [...hosts].sort((a, b) => order(a.name, b.name))) {
    const twice = (times.get(host.name) ?? 0) > 1 ? "several fortresses bear this name" : null;
    const because = faultOfHostName(host.name) ?? twice;
    if (because) {
      leftOut.push({ host, because });
      continue;
    }
    const group = [...host.groups].sort(order)[0] ?? null;
    plays.set(group, [...(plays.get(group) ?? []), host]);
  }
  const sorted = [...plays]
    .map(([group, members]) => ({ group, hosts: members }))
    .sort(
      (a, b) => Number(a.group === null) - Number(b.group === null) || order(a.group ?? "", b.group ?? ""),
    );
  return { plays: sorted, leftOut };
}
