/** `apt-cache policy`: the repositories of a host with Debian's packages, or where its packages come from. */

import { masked } from "../credentials";
import { ALIENS, REPOSITORIES } from "../external";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";
import { Repositories } from "./repositories";
import { isName, isVersion, Tables } from "./tables";

const ASIDE = /^(?:WARNING: |[WNE]: )/;
const STATUS = /^ {0,3}-?\d+ \/\S*\/dpkg\/status$/;
const RELEASE = /^ {5}release /;

function sniff(head: string, _: Hint): "yes" | "no" {
  const lines = firstLines(head, 200).map((line) => line.trimEnd());
  const [first = "", second = "", third = ""] = lines.filter((line) => !ASIDE.test(line));
  if (isRepositories(first, second, third)) return "yes";
  return isName(first) && /^ {2}\S[^:]*: /.test(second) && lines.some(isVersion) ? "yes" : "no";
}

const isRepositories = (first: string, second: string, third: string): boolean =>
  /^\S.{0,80}:$/.test(first) &&
  (STATUS.test(second) || (/^ {0,3}-?\d+ \S/.test(second) && RELEASE.test(third)));

/**
 * Reads either list. Errors (returned): those of `readText`; `apt-policy-nothing` for a file with neither a repository nor an
 * installed package.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const content = masked(text.text);
  const first = firstLines(content, 200).filter((line) => !ASIDE.test(line));
  const [a = "", b = "", c = ""] = first.map((line) => line.trimEnd());
  return isRepositories(a, b, c) ? repositories(file, content) : packages(file, content);
}

function repositories(file: FileInput, content: string): ImportResult {
  const list = new Repositories();
  const lines = readLines(content, (line) => (ASIDE.test(line) ? "read" : list.add(line)));
  if (!lines.ok) return lines;
  const observations = list.observations();
  const foreign = new Set(
    observations
      .filter(({ outcome }) => outcome === "fail")
      .map(({ check }) => check.slice(REPOSITORIES.length)),
  );
  return externalReport(file, lines, {
    format: "apt-policy",
    source: "apt-policy/repositories",
    tool: { name: "apt", version: null },
    complete: list.ended,
    observations,
    facts: list.ended
      ? [
          { key: "repositories", values: [String(new Set(observations.map(({ check }) => check)).size)] },
          { key: "foreign_repositories", values: [...foreign] },
          { key: "pinned", values: list.pinned },
        ]
      : [],
    exhaustive: [REPOSITORIES],
  });
}

function packages(file: FileInput, content: string): ImportResult {
  const tables = new Tables();
  const lines = readLines(content, (line) => (ASIDE.test(line) ? "read" : tables.add(line)));
  if (!lines.ok) return lines;
  if (tables.installed.length === 0) return refuse("apt-policy-nothing", NOTHING);
  const aliens = tables.aliens();
  const whole = tables.whole;
  return externalReport(file, lines, {
    format: "apt-policy",
    source: "apt-policy/packages",
    tool: { name: "apt", version: null },
    scope: whole ? "full" : "partial",
    observations: aliens,
    facts:
      whole && !lines.cutOff
        ? [{ key: "alien_packages", values: aliens.map(({ check }) => check.slice(ALIENS.length)) }]
        : [],
    exhaustive: whole ? [ALIENS] : [],
  });
}

const NOTHING =
  "This file names no installed package; bring the output of apt-cache policy with the names of all installed packages.";

export const aptPolicy: Importer = { format: "apt-policy", title: "apt-cache policy", sniff, read };
