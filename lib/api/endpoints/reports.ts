/** Reports: bring some, list what was brought, read one, take one back. */
import { z } from "zod";
import { endpoint } from "@/lib/api/handler";
import { attachment, problem, Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { importPage, report, undone, uploadAnswer, uploadProblem } from "@/lib/api/schemas/report";
import { cleanName, uploadBody } from "@/lib/api/upload";
import { importReports } from "@/lib/commands/import-report";
import { undoImport } from "@/lib/commands/undo-import";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { findReport, importQuerySchema, listImports, readOriginal } from "@/lib/queries/reports";
import { scoreView } from "@/lib/queries/score";
import { importView, outcomeViews, statusOf } from "./report-views";

const uploadQuery = z.object({
  host: z
    .string()
    .trim()
    .min(1)
    .max(LIMITS.hostNameCharacters)
    .refine((name) => cleanText(name) === name && !name.includes("\n"), "It holds control characters")
    .optional()
    .describe("The host of files whose format names none"),
  filename: z.string().max(1000).optional().describe("What a file is called that comes without a name"),
  dryRun: z.enum(["0", "1"]).default("0").describe("`1`: say what the import would do, and change nothing"),
});

export const uploadReports = endpoint({
  method: "POST",
  path: "/api/v1/reports",
  name: "uploadReports",
  tag: "Reports",
  summary: "Import one or more reports",
  details:
    "Files in the form field `file`, repeated, or one file as the body itself with any other content type. Each report is " +
    "an import of its own: a file that is refused does not hold up the others, an archive gives its members, and a file " +
    "that is held already changes nothing. The host is named by the file itself; else by its first folder " +
    "(`web-01/aide.txt`), its name (`web-01--aide.txt`), or `host`, in this order.",
  action: "report.upload",
  query: uploadQuery,
  body: uploadBody,
  answers: {
    200: "Nothing new: a preview, or every file that could be read is held already",
    201: "At least one file was imported",
  },
  problems: {
    403: { text: "Not allowed; `imports` where it is for the hosts of the reports", schema: uploadProblem },
    422: { text: "Every file was rejected; `imports` says why", schema: uploadProblem },
  },
  response: uploadAnswer,
  keyed: ({ query }) => query.dryRun === "0",
  run: async (viewer, { query, body }) => {
    const name = cleanName(query.filename);
    const dryRun = query.dryRun === "1";
    const outcomes = await importReports(viewer, {
      files: body.map((file) => ({ ...file, name: file.name ?? name })),
      hostName: query.host ?? null,
      via: viewer.kind === "user" ? "browser" : "api",
      dryRun,
    });
    const imports = outcomeViews(outcomes, dryRun);
    const status = statusOf(imports, dryRun);
    if (status < 400) return new Reply(status, { imports });
    const [only] = imports;
    const detail = imports.length === 1 ? only?.problem?.detail : undefined;
    return problem(
      status,
      status === 403 ? "forbidden" : "all-rejected",
      detail ?? `None of the ${imports.length} files was imported.`,
      { members: uploadAnswer.parse({ imports }) },
    );
  },
});

export const listReports = endpoint({
  method: "GET",
  path: "/api/v1/reports",
  name: "listReports",
  tag: "Reports",
  summary: "Imports, the latest first: also those that were rejected or undone",
  action: "report.read",
  query: importQuerySchema,
  response: importPage,
  run: async (viewer, { query }) => {
    const page = await listImports(viewer, query);
    return { ...page, items: page.items.map(importView) };
  },
});

export const readReport = endpoint({
  method: "GET",
  path: "/api/v1/reports/{id}",
  name: "readReport",
  tag: "Reports",
  summary: "One report",
  action: "report.read",
  params: byId,
  response: report,
  run: async (viewer, { params }) => {
    const found = await findReport(viewer, params.id);
    return found && { ...found, import: found.import && importView(found.import) };
  },
});

export const downloadReport = endpoint({
  method: "GET",
  path: "/api/v1/reports/{id}/original",
  name: "downloadReport",
  tag: "Reports",
  summary: "The file as it came, less credentials that were removed",
  action: "report.download",
  params: byId,
  run: async (viewer, { params }) => {
    const original = await readOriginal(viewer, params.id);
    return original && attachment(original.bytes, original.name);
  },
});

export const deleteImport = endpoint({
  method: "DELETE",
  path: "/api/v1/imports/{id}",
  name: "undoImport",
  tag: "Reports",
  summary: "Take one import back as a whole",
  action: "import.undo",
  params: byId,
  problems: { 409: "It brought nothing, or is undone already" },
  response: undone,
  run: async (viewer, { params }) => {
    const result = await undoImport(viewer, params.id);
    if (!result.ok) return result;
    const { hostId, score } = result;
    return {
      id: params.id,
      status: "undone" as const,
      host: score && { id: hostId },
      score: score && scoreView(score),
    };
  },
});
