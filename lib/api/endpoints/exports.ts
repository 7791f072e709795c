/** Tables to take away: exactly what the same query shows as a list, written while it is read. */
import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/handler";
import { inUtf8, type Pieces } from "@/lib/api/pieces";
import { attachment, notFound, type Reply } from "@/lib/api/reply";
import { decisionExport, findingExport, hostExport } from "@/lib/api/schemas/export";
import { packed } from "@/lib/api/workbook-file";
import { csvOf } from "@/lib/exports/csv";
import { jsonOf } from "@/lib/exports/json";
import type { Table } from "@/lib/exports/table";
import { workbookOf } from "@/lib/exports/xlsx";
import { decisionQuerySchema } from "@/lib/queries/decisions";
import { exportDecisions as decisionTable } from "@/lib/queries/export-decisions";
import { exportWeaknesses, exportFindings as findingTable } from "@/lib/queries/export-findings";
import { exportHosts as hostTable } from "@/lib/queries/export-hosts";
import { findingQuerySchema } from "@/lib/queries/findings";
import { hostQuerySchema } from "@/lib/queries/hosts";

const params = z.object({ format: z.enum(["csv", "xlsx", "json"]) });
type Format = z.output<typeof params>["format"];

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const WRITERS: Readonly<Record<Format, { type: string; write: (table: Table) => Pieces }>> = {
  csv: { type: "text/csv; charset=utf-8; header=present", write: (table) => inUtf8(csvOf(table)) },
  xlsx: { type: XLSX, write: (table) => packed(workbookOf(table)) },
  json: { type: "application/json", write: (table) => inUtf8(jsonOf(table)) },
};

const filesOf = (json: z.ZodType) => ({ "text/csv": null, [XLSX]: null, "application/json": json });

function fileOf(table: Table, format: Format): Reply<Pieces> {
  const { type, write } = WRITERS[format];
  return attachment(write(table), `${table.name}-${table.at.slice(0, 10)}.${format}`, type);
}

const DETAILS =
  "The columns, the order and the words of the page. CSV after RFC 4180 in UTF-8; XLSX with typed cells. Text that a " +
  "spreadsheet could take for a formula begins with an apostrophe in both. Large ones come while they are written: a " +
  "connection that breaks off is no whole file.";

export const exportFindings = endpoint({
  method: "GET",
  path: "/api/v1/exports/findings.{format}",
  name: "exportFindings",
  tag: "Exports",
  summary: "All findings that match, as a file",
  details: DETAILS,
  action: "finding.read",
  params,
  query: findingQuerySchema.omit({ limit: true, cursor: true }).extend({
    by: z
      .enum(["host", "weakness"])
      .default("host")
      .describe("`weakness`: each check once, whatever number of hosts it fails on, the costliest first"),
  }),
  files: filesOf(findingExport),
  run: async (viewer, { params: { format }, query: { by, ...query } }) =>
    fileOf(await (by === "host" ? findingTable : exportWeaknesses)(viewer, query), format),
});

export const exportHosts = endpoint({
  method: "GET",
  path: "/api/v1/exports/hosts.{format}",
  name: "exportHosts",
  tag: "Exports",
  summary: "All hosts that match, as a file",
  details: DETAILS,
  action: "host.read",
  params,
  query: hostQuerySchema.omit({ limit: true, cursor: true }),
  files: filesOf(hostExport),
  run: async (viewer, { params: { format }, query }) => fileOf(await hostTable(viewer, query), format),
});

export const exportDecisions = endpoint({
  method: "GET",
  path: "/api/v1/exports/decisions.{format}",
  name: "exportDecisions",
  tag: "Exports",
  summary: "All decisions that match, as a file",
  details: DETAILS,
  action: "decision.read",
  params,
  query: decisionQuerySchema.omit({ limit: true, cursor: true }),
  files: filesOf(decisionExport),
  run: async (viewer, { params: { format }, query }) => fileOf(await decisionTable(viewer, query), format),
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
