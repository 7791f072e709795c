import { plural } from "@/lib/format";
import { withQuery } from "@/lib/href";

interface ExportLinksProps {
  /** Without its ending: `/api/v1/exports/findings`. */
  path: string;
  /** What is shown now, without the place in it. */
  query: Record<string, string | number | null | undefined>;
  total: number;
  /** What one row is, and many. */
  what: readonly [string, string];
}

const FORMATS = [
  ["csv", "CSV", "plain text with commas, for programs"],
  ["xlsx", "XLSX", "a workbook, for spreadsheets"],
  ["json", "JSON", "for programs, with its schema in the API's documentation"],
] as const;

/** A table as a file: plain links, so that the browser keeps it and shows how far it is. */
export function ExportLinks({ path, query, total, what }: ExportLinksProps) {
  if (total === 0) return null;
  return (
    <details className="no-print mb-4 text-12">
      <summary className="w-fit text-ink-3 hover:text-accent">Export</summary>
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <span className="text-ink-3">All {plural(total, ...what)}, as they are shown:</span>
        {FORMATS.map(([ending, name, use]) => (
          <a key={ending} href={withQuery(`${path}.${ending}`, query)} download title={use} className="link">
            {name}
          </a>
        ))}
      </div>
    </details>
  );
}
