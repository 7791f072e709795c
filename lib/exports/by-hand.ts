/** What a playbook leaves to people, and why, as lines of a comment. Pure. */
import { blocksOf } from "@/lib/guidance/blocks";
import type { Divided } from "./ansible-hosts";
import { named, plainLine, wrapped } from "./plain";
import { order, type Step } from "./plan-sheet";

/** Lines without their mark of a comment. */
export function byHandLines(steps: readonly Step[], leftOut: Divided["leftOut"]): string[] {
  const lines: string[] = [];
  if (steps.length > 0) {
    lines.push("", "By hand: what nobody should run without a look at the host first.");
    for (const step of steps) lines.push("", ...linesOf(step));
  }
  if (leftOut.length > 0) {
    lines.push("", "Left out: hosts that no play can name.");
    for (const { host, because } of [...leftOut].sort((a, b) => order(a.host.name, b.host.name)))
      lines.push(`- ${plainLine(host.name, 100)}: ${because}`);
  }
  return lines;
}

function linesOf(step: Step): string[] {
  const { title, keys, guidance, hosts } = step;
  const where = hosts.map(({ host, things }) =>
    things.length === 0 ? host.name : `${host.name} (${named([...things].sort(order), 10)})`,
  );
  return [
    ...wrapped(`${title}${keys.length > 0 ? ` (${keys.join(", ")})` : ""}`),
    ...inset(wrapped(`On: ${named(where)}`)),
    ...inset(wrapped(`Why by hand: ${reasonOf(step)}`)),
    ...(guidance ? ["  To check:", ...checksOf(guidance.check).map((line) => `    ${line}`)] : []),
  ];
}

const inset = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function reasonOf({ guidance, keys }: Step): string {
  if (!guidance) {
    return keys.length > 0
      ? "there is no guidance for this check"
      : "each of them needs a person to look at it";
  }
  const { risk, reboot, minutes } = guidance;
  return `the guidance asks for a person to look first; risk ${risk}, reboot ${reboot}, about ${minutes} minutes a host`;
}

/** The commands of the first block that checks. */
const checksOf = (check: string): string[] =>
  (blocksOf(check).find(({ code }) => code === "sh")?.body ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "");
