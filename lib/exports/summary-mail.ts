/** The mail that brings a summary: its story in a few sentences, and the file or the link. Pure. */
import { escaped, type Mail, type MailFile, oneLine } from "./mail";
import type { Summary } from "./summary";
import {
  changeWords,
  decidedWords,
  holdsBackWords,
  openWords,
  periodWords,
  repairedWords,
  scoreWords,
  silentWords,
  targetWords,
} from "./summary-words";

interface SummaryMail {
  /** Without a trailing slash. */
  site: string;
  summary: Summary;
  /** Where it can be read, and until when in words; null: the file is attached. */
  link: { url: string; until: string } | null;
  file: MailFile | null;
  /** What was chosen of it. */
  decided: boolean;
}

export function summaryMail({ site, summary, link, file, decided }: SummaryMail): Mail {
  const settings = `${site}/schedules`;
  const lines = [
    [scoreWords(summary), changeWords(summary), targetWords(summary)].filter(Boolean).join(" "),
    ...summary.holdsBack.map((one) => `Held back by: ${holdsBackWords(one, summary)}`),
    repairedWords(summary),
    openWords(summary),
    ...(decided ? [decidedWords(summary)] : []),
    silentWords(summary),
  ].map(oneLine);
  const where = link ? `Read it here until ${link.until}:` : "The whole summary is attached.";
  const because = "Rampart sends you this because somebody there put you on its list of recipients:";
  const head = oneLine(`${summary.title}, ${periodWords(summary)}`);
  return {
    subject: `Security summary: ${[...oneLine(summary.title)].slice(0, 80).join("")}`,
    text: [
      `${head}\n`,
      ...lines.map((line) => `${line}\n`),
      `${where}${link ? `\n${link.url}` : ""}\n`,
      `--\n${because}\n${settings}\n`,
    ].join("\n"),
    html: [
      `<!doctype html><html lang="en"><body><h1>${escaped(head)}</h1>`,
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      `<p>${where}${link ? ` <a href="${escaped(link.url)}">${escaped(link.url)}</a>` : ""}</p>`,
      `<p>${because} <a href="${escaped(settings)}">${escaped(settings)}</a></p></body></html>`,
    ].join("\n"),
    settings,
    ...(file && { files: [file] }),
  };
}
