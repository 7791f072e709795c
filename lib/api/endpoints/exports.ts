/** Tables to take away: exactly what the same query shows as a list, written while it is read. */
import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/handler";
import { notFound } from "@/lib/api/reply";
import { decisionExport, findingExport, hostExport, paperQuery } from "@/lib/api/schemas/export";
import { FILE_TYPES, tableFile } from "@/lib/api/table-file";
import { decisionQuerySchema } from "@/lib/queries/decisions";
import { exportDecisions as decisionTable } from "@/lib/queries/export-decisions";
import { exportWeaknesses, exportFindings as findingTable } from "@/lib/queries/export-findings";
import { exportHosts as hostTable } from "@/lib/queries/export-hosts";
import { decisionsSaid, findingsSaid, hostsSaid } from "@/lib/queries/export-said";
import { findingQuerySchema } from "@/lib/queries/findings";
import { hostQuerySchema } from "@/lib/queries/hosts";

const params = z.object({ format: z.enum(["csv", "xlsx", "json", "pdf"]) });

const filesOf = (json: z.ZodType) => ({
  [FILE_TYPES.csv]: null,
  [FILE_TYPES.xlsx]: null,
  [FILE_TYPES.json]: json,
  [FILE_TYPES.pdf]: null,
});

const SHARED = {
  method: "GET",
  tag: "Exports",
  details:
    "The columns, the order and the words of the page. CSV after RFC 4180 in UTF-8; XLSX with typed cells. Text that a " +
    "spreadsheet could take for a formula begins with an apostrophe in both. PDF for paper and for reading aloud: days in " +
    "UTC, with the filter in words. Large ones come while they are written, but for PDF: a connection that breaks off is " +
    "no whole file.",
  params,
  problems: { 422: "As PDF: more rows match than paper has room for; the answer says how many" },
} as const;

export const exportFindings = endpoint({
  ...SHARED,
  path: "/api/v1/exports/findings.{format}",
  name: "exportFindings",
  summary: "All findings that match, as a file",
  action: "finding.read",
  query: findingQuerySchema.omit({ limit: true, cursor: true }).extend({
    by: z
      .enum(["host", "weakness"])
      .default("host")
      .describe("`weakness`: each check once, whatever number of hosts it fails on, the costliest first"),
    ...paperQuery,
  }),
  files: filesOf(findingExport),
  run: async (viewer, { params: { format }, query: { by, paper, ...query } }) => {
    const table = await (by === "host" ? findingTable : exportWeaknesses)(viewer, query);
    return tableFile(viewer, table, { format, paper, said: () => findingsSaid(viewer, query, by) });
  },
});

export const exportHosts = endpoint({
  ...SHARED,
  path: "/api/v1/exports/hosts.{format}",
  name: "exportHosts",
  summary: "All hosts that match, as a file",
  action: "host.read",
  query: hostQuerySchema.omit({ limit: true, cursor: true }).extend(paperQuery),
  files: filesOf(hostExport),
  run: async (viewer, { params: { format }, query: { paper, ...query } }) => {
    const table = await hostTable(viewer, query);
    return tableFile(viewer, table, { format, paper, said: () => hostsSaid(viewer, query) });
  },
});

export const exportDecisions = endpoint({
  ...SHARED,
  path: "/api/v1/exports/decisions.{format}",
  name: "exportDecisions",
  summary: "All decisions that match, as a file",
  action: "decision.read",
  query: decisionQuerySchema.omit({ limit: true, cursor: true }).extend(paperQuery),
  files: filesOf(decisionExport),
  run: async (viewer, { params: { format }, query: { paper, ...query } }) => {
    const table = await decisionTable(viewer, query);
    return tableFile(viewer, table, { format, paper, said: () => decisionsSaid(viewer, query) });
  },
});

const TABLES: ReadonlyMap<string, Endpoint> = new Map([
  ["findings", exportFindings],
  ["hosts", exportHosts],
  ["decisions", exportDecisions],
]);

const fileName = z.object({ file: z.string() });

/** The route of all three: `findings.csv`. In a folder's name only a whole part of an address can vary. */
export const exportTable: Endpoint["handle"] = async (request, context) => {
  const { file } = fileName.parse(await context.params);
  const [name = "", format, ...more] = file.split(".");
  const table = more.length === 0 ? TABLES.get(name) : undefined;
  return table?.handle(request, { params: Promise.resolve({ format }) }) ?? notFound().response();
};
