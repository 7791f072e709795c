/** The cells of a workbook: numbers, days and truth as what they are, and text that is never a formula. Pure. */
import { harmless } from "./cells";
import type { Column, ColumnType, Value } from "./table";

/** A cell has no longer text. */
const LONGEST = 32_767;
const DAY = 86_400_000;
/** Days are counted from the end of 1899. */
const EPOCH = 25_569;

/** The places of these in `STYLES`. */
const HEAD = 1;
const LOOKS: Readonly<Record<ColumnType, number>> = {
  text: 2,
  number: 3,
  integer: 4,
  time: 5,
  day: 6,
  flag: 0,
};

const format = (id: number): string =>
  `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;

/** 49 is text, so that an edited cell stays text; 1 is a whole number; from 164 on they are one's own. */
export const STYLES = `<numFmts count="3"><numFmt numFmtId="164" formatCode="0.0"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm\\ &quot;UTC&quot;"/>\
<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
${[49, 164, 1, 165, 166].map(format).join("")}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`;

/** `A`, `B`, … `Z`, `AA`; the first is 0. */
export const letterOf = (place: number): string =>
  (place < 26 ? "" : letterOf(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

export const headOf = ({ title }: Column, place: number): string =>
  textCell(title, HEAD, `${letterOf(place)}1`);

/** @param row the first is 1 */
export function cellOf(value: Value, type: ColumnType, place: number, row: number): string {
  if (value === null || value === "") return "";
  const at = letterOf(place) + row;
  const look = LOOKS[type];
  if (typeof value === "boolean") return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  const number =
    typeof value === "number" ? value : type === "time" || type === "day" ? serialOf(value) : null;
  if (number === null) return textCell(String(value), look, at);
  return Number.isFinite(number) ? `<c r="${at}" s="${look}"><v>${number}</v></c>` : "";
}

/** Days since the end of 1899, UTC. */
const serialOf = (time: string): number => Date.parse(time) / DAY + EPOCH;

function textCell(text: string, look: number, at: string): string {
  const safe = xml(escaped(harmless(text).replace(/\r\n?/g, "\n").slice(0, LONGEST)));
  const blanks = /^\s|\s$|\n/.test(safe) ? ' xml:space="preserve"' : "";
  return `<c r="${at}" s="${look}" t="inlineStr"><is><t${blanks}>${safe}</t></is></c>`;
}

/** `_x003D_` in a text would be read as the sign that it names. */
const escaped = (text: string): string => text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_");

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
