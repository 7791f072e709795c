/** From the bytes of one output of checksec to its report. */
import type { Fact } from "@/lib/fortress/types";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { parseJson, topOf } from "@/lib/importers/read/json";
import { readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, type Said, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { checksOf } from "./checks";
import { type Found, foundInJson } from "./json";
import { foundOnScreen } from "./screen";

/**
 * Shapes: the shell script `checksec` 2.x and `pkg/utils/checks.go`, `pkg/checksec/*.go` of 3.x, github.com/slimm609/checksec.
 * Errors (returned): those of `readText` and `parseJson`, `checksec-malformed`, `checksec-nothing`.
 */
export function read(file: FileInput): ImportResult {
  const { bytes, context } = file;
  const text = readText(bytes);
  if (!text.ok) return text;
  let torn = false;
  let found: Found | null;
  if (topOf(text.text)) {
    // checksec 2.4 of Debian leaves a comma behind the last process.
    const json = parseJson(text.text.replace(/^\ufeff/, "").replace(/\},(\s*\}\s*)$/, "}$1"));
    if (!json.ok) return json;
    found = foundInJson(json.value);
  } else {
    const screen = foundOnScreen(text.text);
    if ("code" in screen) return { ok: false, refusal: screen };
    found = screen;
    torn = screen.torn;
  }
  if (found === null)
    return refuse(
      "checksec-malformed",
      "This is no output of checksec as it is known here; bring that of --dir, --kernel or --proc-all with --output=json.",
    );
  const said = found.kind === "kernel" ? ofKernel(found) : ofPrograms(found, context?.command ?? "");
  if (said.observations?.length === 0)
    return refuse(
      "checksec-nothing",
      "This run found no program to look at; bring the output for a folder with programs.",
    );
  const observations = (said.observations ?? []).filter(
    ({ outcome }) => !torn || outcome === "fail" || outcome === "part",
  );
  const kept = new Set(observations.map(({ check }) => check));
  const notes: Note[] = found.unread > 0 ? [skipped(found.unread)] : [];
  return oneReport(
    {
      ...said,
      host: context?.host ?? NO_HOST,
      run: { startedAt: null, endedAt: context?.endedAt ?? null, zone: "stated" },
      complete: !torn,
      observations,
      definitions: (said.definitions ?? []).filter(({ check }) => kept.has(check)),
      facts: torn ? [] : (said.facts ?? []),
      notes: torn ? [...notes, TRUNCATED] : notes,
    },
    bytes,
  );
}

function ofKernel({ version, judged, selinux }: Found & { kind: "kernel" }): Said {
  return {
    format: "checksec",
    source: "checksec/kernel",
    tool: { name: "checksec", version },
    scope: "full",
    ...judged,
    facts: selinux === null ? [] : [{ key: "selinux", values: [selinux] }],
  };
}

/** A folder or a list of files is a choice; all processes are all there is. */
function ofPrograms(
  { version, programs, folder, processes }: Found & { kind: "programs" },
  command: string,
): Said {
  const all = processes || /\bproc-?all\b/i.test(command);
  const target = all
    ? "processes"
    : targetOf(
        folder,
        programs.map(({ name }) => name),
      );
  const facts: Fact[] = [{ key: "programs", values: [String(programs.length)] }];
  return {
    format: "checksec",
    source: all ? "checksec/proc" : "checksec/dir",
    tool: { name: "checksec", version },
    scope: all ? "full" : "partial",
    ...checksOf(programs, target),
    facts,
  };
}

/** The folder as named, else the one that all files share; a single file is itself. */
function targetOf(folder: string | null, names: readonly string[]): string {
  const clean = (path: string): string => cut(cleanText(path).trim().replace(/\s+/g, "_"), 120) || "files";
  if (folder !== null && folder.trim() !== "")
    return clean(folder.length > 1 ? folder.replace(/\/{1,9}$/, "") : folder);
  const [first = "", ...others] = names;
  if (others.length === 0) return clean(first);
  let shared = first.split("/").slice(0, -1);
  for (const name of others) {
    const parts = name.split("/");
    const differs = shared.findIndex((part, at) => part !== parts[at]);
    if (differs !== -1) shared = shared.slice(0, differs);
  }
  return clean(shared.join("/")) || "files";
}

const skipped = (count: number): Note => ({
  code: "unread-entries",
  text: `${count} entries tell nothing that is known here and were left out.`,
});
