/** Whose file is it: the text report, or tiger's screen or page. */
import type { Refusal } from "../types";

const SCREEN: Refusal = {
  code: "tiger-screen",
  text: "This is what tiger prints while it runs; bring the file security.report.HOST.DATE that it writes.",
};
const PAGE: Refusal = {
  code: "tiger-html",
  text: "This is tiger's report as a web page; run tiger without -H and bring the plain text.",
};

/** The first words of a report, after lines of other programs that were mixed in. */
export function sniffTiger(head: string): "yes" | "no" | Refusal {
  const start = head.slice(0, 4_096);
  if (/^\ufeff?\s*<[Hh]2>.{0,40}TIGER System Security Scanner/.test(start)) return PAGE;
  const title = /^(?:\ufeff)?(Tiger s|S)ecurity scripts \*\*\* [\w.]/m.exec(start);
  if (!title) return "no";
  return title[1] === "S" ? "yes" : /Output Mode is HTML|HTML Generator/.test(start) ? PAGE : SCREEN;
}
