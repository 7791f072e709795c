import { MOST_ON_PAPER } from "@/lib/exports/table-paper";
import { plural, whole } from "@/lib/format";
import { withQuery } from "@/lib/href";
import { FileLinks } from "./file-links";

type Query = Record<string, string | number | null | undefined>;

interface Form {
  /** As people call it. */
  name: string;
  ending: "pdf" | "xlsx" | "csv" | "json";
  paper?: "Letter";
  use: string;
}

const FORMS: readonly Form[] = [
  { name: "PDF", ending: "pdf", use: "on A4, for paper and to be read aloud" },
  { name: "PDF on Letter", ending: "pdf", paper: "Letter", use: "the same on the paper of North America" },
  { name: "XLSX", ending: "xlsx", use: "a workbook, for spreadsheets" },
  { name: "CSV", ending: "csv", use: "plain text with commas, for programs" },
  { name: "JSON", ending: "json", use: "for programs, with its schema in the API's documentation" },
];

interface ExportLinksProps {
  /** Without its ending: `/api/v1/exports/findings`. */
  path: string;
  /** What is shown now, without the place in it. */
  query: Query;
  total: number;
  /** What one row is, and many. */
  what: readonly [string, string];
}

/** A table as a file. */
export function ExportLinks({ path, query, total, what }: ExportLinksProps) {
  if (total === 0) return null;
  const onPaper = total <= MOST_ON_PAPER;
  return (
    <Exports>
      <FileLinks
        lead={`All ${plural(total, ...what)}, as they are shown:`}
        files={filesOf(path, query, onPaper)}
        rows={{ total, what: what[1] }}
        note={onPaper ? "" : `PDF has room for ${whole(MOST_ON_PAPER)} ${what[1]}: narrow the filter for it.`}
      />
    </Exports>
  );
}

/** What a page tells as a whole, as a file. */
export const PageExports = ({ path, query, lead }: { path: string; query: Query; lead: string }) => (
  <Exports>
    <FileLinks lead={lead} files={filesOf(path, query)} />
  </Exports>
);

const Exports = ({ children }: { children: React.ReactNode }) => (
  <details className="no-print mb-4 text-12">
    <summary className="link w-fit text-ink-3">Export</summary>
    {children}
  </details>
);

const filesOf = (path: string, query: Query, onPaper = true) =>
  FORMS.filter(({ ending }) => onPaper || ending !== "pdf").map(({ name, ending, paper, use }) => ({
    name,
    href: withQuery(`${path}.${ending}`, { ...query, paper }),
    use,
  }));
