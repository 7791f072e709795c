/** Tells unhide's output by its banner, its headings and its findings. */
import type { Hint } from "@/lib/importers/types";

const BANNER = /^[ \t]*Unhide(?:-linux|-tcp|_rb)? (?:\d{8}|v?\d[\d.]{1,20})\b/m;
const REST =
  /^(?:\[\*\])?(?:Searching for (?:Hidden|Fake) processes |Starting (?:TCP|UDP) checking|Starting scanning using brute force against PIDS)|^Found HIDDEN PID: \d|^Found Hidden port that not appears? in |^Scanning for hidden processes\.\.\.|^\[\*\]Searching for (?:Hidden|Fake)|unhide-forensics\.info|^NOTE : This version of unhide/m;
const FAILED = /^Error : You must be root to run (?:\S*\/)?unhide/m;
const COMMAND = /(?:^|[\s/])unhide(?:[-_](?:linux|tcp|rb|posix))?(?:\s|$)/;

/** See `Importer.sniff`. */
export function sniff(head: string, hint: Hint): "yes" | "no" {
  if (BANNER.test(head) && REST.test(head)) return "yes";
  if (FAILED.test(head) || /^Found HIDDEN PID: \d+\r?$/m.test(head)) return "yes";
  return COMMAND.test(hint.command) && (BANNER.test(head) || REST.test(head)) ? "yes" : "no";
}
