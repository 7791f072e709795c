/** The summary as a PDF for a board: the first page tells it all, the rest has the details. Pure: the same data, the same pages. */
import { Page } from "@react-pdf/renderer";
import { day } from "@/lib/format";
import { Details } from "./pdf/details";
import { FirstPage } from "./pdf/first-page";
import { openFonts } from "./pdf/fonts";
import type { PdfOptions } from "./pdf/options";
import { Foot, Watermark } from "./pdf/parts";
import { STYLE } from "./pdf/style";
import { renderTagged } from "./pdf/tagged";
import { plainLine } from "./plain";
import { SUMMARY_SECTIONS, type Summary } from "./summary";

/**
 * @returns the bytes of the file. It keeps the processor busy for seconds with hundreds of hosts: in the server, ask
 * `summaryPdf` of `lib/queries` for it.
 */
export async function renderSummary(given: Summary, options: PdfOptions): Promise<Buffer> {
  const settable = await openFonts();
  const { paper, sections = SUMMARY_SECTIONS, watermark = "" } = options;
  const clean = (text: string, most: number): string => settable(plainLine(text, most));
  const summary = cleaned(given, clean);
  const behind = clean(watermark, 60);
  const title = clean(summary.title, MOST_TITLE);
  return renderTagged(
    <Page size={paper === "A4" ? "A4" : "LETTER"} style={STYLE.page} experimentalPagination>
      {/* Content is measured once: with hundreds of hosts, half the time. */}
      {behind !== "" && <Watermark>{behind}</Watermark>}
      <Foot title={`${title}, ${day(summary.at, "UTC")}`} paper={paper} />
      <FirstPage summary={{ ...summary, title }} sections={sections} />
      {sections.length > 0 && <Details summary={summary} sections={sections} />}
    </Page>,
    { title: `${title}: security summary of ${day(summary.at, "UTC")}`, at: summary.at },
  );
}

/** Letters. What reports and people wrote may be anything, and must not push the story off its page. */
const MOST = 160;
const MOST_REASON = 600;
const MOST_LINE = 2_000;
const MOST_TITLE = 90;

/** Every text on one line, without what could reorder or hide the words around it. The comment keeps its lines. */
function cleaned(summary: Summary, line: (text: string, most: number) => string): Summary {
  const indented = (text: string): string => (/^ {0,8}/.exec(text)?.[0] ?? "") + line(text, MOST_LINE);
  const clean = <T,>(value: T, key = ""): T => {
    if (typeof value === "string") return line(value, key === "reason" ? MOST_REASON : MOST) as T;
    if (Array.isArray(value)) return value.map((one) => clean(one)) as T;
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, clean(one, name)])) as T;
  };
  return { ...clean(summary), comment: summary.comment.split("\n").map(indented).join("\n") };
}
