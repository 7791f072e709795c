/** Files of `/etc/apt/sources.list.d`: where a host with Debian's packages gets its software from. */
import type { Fact, Observation } from "@/lib/fortress/types";
import { masked } from "../credentials";
import { ownershipOf, REPOSITORIES, repository, repositoryId, repositorySigned, SIGNED } from "../external";
import { externalReport } from "../external-report";
import { LIMITS } from "../limits";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";
import { type Entry, entryOf, fieldOf, isOneLine, Paragraph } from "./entries";

const COMMAND = /\/etc\/apt\/sources\.list|\/etc\/apt\b.*\.(?:list|sources)\b/;
/** The command of the collector: `find /etc/apt … -name *.list -o -name *.sources …` shows all files as one. */
const WHOLE = /\bfind \/etc\/apt\b.*\.list\b.*\.sources\b|\/etc\/apt\/sources\.list\.d\/\*(?:\s|$)/;
const NAME = /\.(?:list|sources)$/;

function sniff(head: string, { name, command }: Hint): "yes" | "no" {
  const all = firstLines(head, 400);
  const lines = all.filter((line) => !line.startsWith("#"));
  const [first] = lines;
  if (first === undefined) return COMMAND.test(command) || (all.length > 0 && NAME.test(name)) ? "yes" : "no";
  if (isOneLine(first)) return "yes";
  const fields = new Set(lines.map((line) => fieldOf(line)?.[0]));
  return fieldOf(first) !== null && fields.has("types") && fields.has("uris") && fields.has("suites")
    ? "yes"
    : "no";
}

const MOST = LIMITS.observations / 2;

/**
 * Reads one file, which speaks only of the repositories that it names, or all files of a host as one.
 * Errors (returned): those of `readText`; `apt-sources-too-many`.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file, COMMAND.test(file.context?.command ?? "") && file.context?.exitCode === 0);
  if (!text.ok) return text;
  const entries: Entry[] = [];
  let paragraph: Paragraph | null = null;
  let lastLine = 0;
  const ends: number[] = [];
  const close = (): void => {
    const found = paragraph?.entries(MOST + 1);
    if (found === null && paragraph) ends.push(paragraph.line);
    for (const entry of found ?? []) if (entries.length <= MOST) entries.push(entry);
    paragraph = null;
  };
  const lines = readLines(masked(text.text), (line, number) => {
    // A blank line, which ends a paragraph, is not handed over; one that holds only a comment ends none.
    if (number > lastLine + 1) close();
    lastLine = number;
    if (line.startsWith("#")) return "read";
    if (paragraph !== null && /^[ \t]/.test(line)) return paragraph.more(line) ? "read" : "unread";
    const entry = entryOf(line.trimStart(), number);
    if (entry) {
      close();
      if (entries.length <= MOST) entries.push(entry);
      return "read";
    }
    const field = fieldOf(line);
    if (field === null) return "unread";
    // Between two files that were put together there may be no blank line.
    if (paragraph?.fields.has(field[0])) close();
    paragraph ??= new Paragraph(number);
    paragraph.add(...field);
    return "read";
  });
  if (!lines.ok) return lines;
  close();
  for (const line of ends) lines.unread.add(line);
  if (entries.length > MOST) return refuse("apt-sources-too-many", TOO_MANY);
  const openEnd = ends.at(-1) !== undefined && !text.text.endsWith("\n");
  const { command = "", exitCode } = file.context ?? {};
  const whole = WHOLE.test(command) && exitCode === 0;
  const observations = entries.flatMap(observationsOf);
  return externalReport(
    file,
    { ...lines, cutOff: lines.cutOff || openEnd },
    {
      format: "apt-sources",
      source: "apt-sources",
      tool: { name: "apt", version: null },
      scope: whole ? "full" : "partial",
      observations,
      // One file speaks for itself: what a later one names must not take the place of it.
      facts: whole ? factsOf(observations) : [],
      exhaustive: whole ? [REPOSITORIES, SIGNED] : [],
    },
  );
}

const TOO_MANY = `This file names more than ${MOST} repositories; bring the sources of one host.`;

function observationsOf(entry: Entry): Observation[] {
  const id = repositoryId(entry.uri, entry.suite);
  const details = [{ name: "address", text: [entry.uri, entry.suite, ...entry.components].join(" ") }];
  const signed = repositorySigned(
    id,
    entry.unchecked === null
      ? { outcome: "pass", details }
      : {
          outcome: "fail",
          message: `Its packages are taken without a checked signature: ${entry.unchecked}.`,
          details,
        },
  );
  return [repository(id, { ...WHOSE[ownershipOf(entry)], details }), signed];
}

function factsOf(observations: readonly Observation[]): Fact[] {
  const failing = (prefix: string): string[] => [
    ...new Set(
      observations
        .filter(({ check, outcome }) => outcome === "fail" && check.startsWith(prefix))
        .map(({ check }) => check.slice(prefix.length)),
    ),
  ];
  return [
    { key: "foreign_repositories", values: failing(REPOSITORIES) },
    { key: "unsigned_repositories", values: failing(SIGNED) },
  ];
}

const WHOSE = {
  own: { outcome: "pass" },
  foreign: { outcome: "fail", message: "It is not a repository of the distribution." },
  unknown: {
    outcome: "unknown",
    message: "It looks like a mirror of the distribution; only apt-cache policy tells whose it is.",
  },
} as const;

export const aptSources: Importer = { format: "apt-sources", title: "Sources of apt", sniff, read };
