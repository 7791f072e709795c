/** Tells the log of rkhunter from what it prints on the screen. */
import { cleanText } from "@/lib/importers/read/clean";
import type { Refusal } from "@/lib/importers/types";

const LOG =
  /^\[\d\d:\d\d:\d\d\] (?:Running Rootkit Hunter version \d|Info: Starting test name '\w{1,40}'\r?$)/m;
const SCREEN = /^[ \t]*\[ Rootkit Hunter version \d[\w.]{0,20} \]/m;

const SCREEN_REFUSAL: Refusal = {
  code: "rkhunter-screen",
  text: "This is the screen output of rkhunter, which leaves out what the warnings say; bring its log instead: /var/log/rkhunter.log.",
};

/** See `Importer.sniff`. Refusals: `rkhunter-screen`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  if (LOG.test(head)) return "yes";
  if (!head.includes("Rootkit Hunter version")) return "no";
  return SCREEN.test(cleanText(head)) ? SCREEN_REFUSAL : "no";
}
