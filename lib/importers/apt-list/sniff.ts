/** Tells `apt list --upgradable` from other lists of packages. */

import { firstLines } from "../lines";
import type { Hint, Refusal } from "../types";
import { rowOf } from "./row";

/** The first line in the languages of apt, without its dots: with nothing below it, it is the whole file. */
const HEADINGS = new Set([
  "Listing",
  "S'està llistant",
  "Vypisuje se",
  "Auflistung",
  "Δημιουργία λίστας",
  "Listando",
  "En train de lister",
  "Felsorolás",
  "Elencazione",
  "一覧表示",
  "Lister opp",
  "Bezig met oplijsten",
  "Вывод списка",
  "Listar",
  "กำลังแสดงรายชื่อ",
  "Listeleme",
  "Đang liệt kê",
  "正在列表",
]);

const HEADING = /^(\S.{0,60}?) ?(?:\.\.\.|…)(?: \S.{0,30})?$/;
/** What apt says beside its list: `WARNING: apt does not have a stable CLI interface…`, `W: …`, `N: …`. */
export const ASIDE = /^(?:WARNING: |[WN]: )/;

/** Whether a line is `Listing...`, in whatever language: only where rows follow. */
export const isHeading = (line: string): boolean => HEADING.test(line);
const isKnownHeading = (line: string): boolean => HEADINGS.has(HEADING.exec(line)?.[1] ?? "");

const INSTALLED: Refusal = {
  code: "apt-list-installed",
  text: "This is a list of packages without the updates that wait; bring the output of apt list --upgradable.",
};
const FAILED = /^E: /;

/** See `Importer.sniff`. Refusals: `apt-list-installed`. */
export function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const [heading = "", ...rows] = firstLines(head).filter((line) => !ASIDE.test(line) && !FAILED.test(line));
  const asked = APT_LIST.test(command);
  if (!isHeading(heading)) return "no";
  if (rows.length === 0) return asked || isKnownHeading(heading) ? "yes" : "no";
  const read = rows.map(rowOf);
  if (read.some((row) => row?.state === "from")) return "yes";
  if (!isKnownHeading(heading) || read.every((row) => row === null)) return "no";
  return read.some((row) => row?.state === "to") && asked ? "yes" : INSTALLED;
}

/** The command of the collector. */
const APT_LIST = /\bapt(?: -\S+)* list\b.*--upgradable\b/;
