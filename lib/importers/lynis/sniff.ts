/** Tells a Lynis report from the two other things that a Lynis run leaves behind. */
import type { Refusal } from "@/lib/importers/types";

const BRING = "bring the report instead: /var/log/lynis-report.dat";

const FIRST_LINE = /^\s*# Lynis Report[ \t]*(?:\r?\n|$)/;
const LOG_LINE =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:Starting Lynis |Performing test ID |Skipped test |Reason to skip: |Security check: )/m;
const BANNER = /^[ \t]*\[ Lynis \d[\w.]* \]/m;
const INDEX = /^[ \t]*Hardening index :/m;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with an escape character
const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

/** See `Importer.sniff`. Refusals: `lynis-log`, `lynis-screen`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const text = head.replace(/^\ufeff/, "");
  if (FIRST_LINE.test(text)) return "yes";
  if (hasLine(text, "report_version_major=") && hasLine(text, "lynis_version=")) return "yes";
  if (LOG_LINE.test(text)) {
    return { code: "lynis-log", text: `This is the log of a Lynis run (lynis.log); ${BRING}.` };
  }
  const plain = text.replace(COLOURS, "");
  if (BANNER.test(plain) || (INDEX.test(plain) && plain.includes("Lynis"))) {
    return { code: "lynis-screen", text: `This is the screen output of a Lynis run; ${BRING}.` };
  }
  return "no";
}

const hasLine = (text: string, start: string): boolean =>
  text.startsWith(start) || text.includes(`\n${start}`);
