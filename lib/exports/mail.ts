/** Mails about notices, as text and as plain markup. Everything in them that is not ours is escaped. Pure. */
import { SETTINGS_PAGE } from "@/lib/notices";

interface MailLine {
  text: string;
  /** Within Rampart. */
  href: string;
}

/** A file that comes with a mail. */
export interface MailFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface Mail {
  /** One line. */
  subject: string;
  text: string;
  html: string;
  /** Where whoever wants none of it turns it off. */
  settings: string;
  files?: readonly MailFile[];
}

const MOST_LINES = 50;
const SUBJECT_CHARACTERS = 120;

/** @param period null: at once; else what the digest is of */
interface MailOptions {
  /** Without a trailing slash. */
  site: string;
  lines: readonly MailLine[];
  period: "day" | "week" | null;
}

export function noticeMail({ site, lines, period }: MailOptions): Mail {
  const settings = site + SETTINGS_PAGE;
  const shown = lines.slice(0, MOST_LINES).map(({ text, href }) => ({
    text: oneLine(text),
    link: href.startsWith("/") && !href.startsWith("//") ? site + href : `${site}/notices`,
  }));
  const more = lines.length - shown.length;
  const rest = more > 0 ? `and ${more} more: ${site}/notices` : "";
  const because = "You get this mail because of your settings in Rampart:";
  return {
    subject: subjectOf(lines, period),
    text: [
      ...shown.map(({ text, link }) => `${text}\n${link}\n`),
      ...(rest ? [`… ${rest}\n`] : []),
      `--\n${because}\n${settings}\n`,
    ].join("\n"),
    html: [
      '<!doctype html><html lang="en"><body><ul>',
      ...shown.map(({ text, link }) => `<li><a href="${escaped(link)}">${escaped(text)}</a></li>`),
      `</ul>${rest ? `<p>… ${escaped(rest)}</p>` : ""}`,
      `<p>${because} <a href="${escaped(settings)}">${escaped(settings)}</a></p></body></html>`,
    ].join("\n"),
    settings,
  };
}

function subjectOf(lines: readonly MailLine[], period: MailOptions["period"]): string {
  const notices = `${lines.length} ${lines.length === 1 ? "notice" : "notices"}`;
  if (period) return `Rampart: ${notices} of the ${period}`;
  const [only] = lines;
  if (lines.length > 1 || !only) return `Rampart: ${notices}`;
  const characters = [...oneLine(only.text)];
  const long = characters.length > SUBJECT_CHARACTERS;
  return `Rampart: ${long ? `${characters.slice(0, SUBJECT_CHARACTERS - 1).join("")}…` : characters.join("")}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAKS = /[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;

/** No line end of any kind, and no other control character: a header ends with its line. */
export const oneLine = (text: string): string => text.replace(BREAKS, " ").trim();

const MARKS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? "");
