/** The summary as a file, for a board to read and for programs; and the evidence behind it, for auditors. */
import { endpoint, publicEndpoint } from "@/lib/api/handler";
import { attachment } from "@/lib/api/reply";
import { summary, summaryFileQuery, summaryQuery } from "@/lib/api/schemas/summary";
import { csvFile, FILE_TYPES, workbookFile } from "@/lib/api/table-file";
import { packed } from "@/lib/api/workbook-file";
import { evidencePublicKey } from "@/lib/auth/evidence-key";
import { packEvidence } from "@/lib/commands/pack-evidence";
import { VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { summaryInLines, summarySheets } from "@/lib/exports/summary-sheets";
import { packAddressSchema } from "@/lib/queries/evidence-pack/address";
import { readSummary } from "@/lib/queries/summary";
import { requestOfAddress } from "@/lib/queries/summary/address";
import { summaryPdf } from "@/lib/queries/summary-pdf";

export const exportSummaryPdf = endpoint({
  method: "GET",
  path: "/api/v1/exports/summary.pdf",
  name: "exportSummaryPdf",
  tag: "Exports",
  summary: "The summary of the fleet, a group, chosen hosts or one host, as PDF",
  details: "The first page tells the whole story; the details follow.",
  action: "summary.read",
  query: summaryFileQuery,
  files: { [FILE_TYPES.pdf]: null },
  run: async (viewer, { query: { paper, ...address } }) => {
    const found = await readSummary(viewer, requestOfAddress(address));
    if (!found) return null;
    const name = `summary-${found.at.slice(0, 10)}.pdf`;
    return attachment(await summaryPdf(found, { paper }), name, FILE_TYPES.pdf);
  },
});

export const exportSummaryJson = endpoint({
  method: "GET",
  path: "/api/v1/exports/summary.json",
  name: "exportSummaryJson",
  tag: "Exports",
  summary: "The same as data",
  action: "summary.read",
  query: summaryQuery,
  response: summary,
  run: (viewer, { query }) => readSummary(viewer, requestOfAddress(query)),
});

export const exportSummaryXlsx = endpoint({
  method: "GET",
  path: "/api/v1/exports/summary.xlsx",
  name: "exportSummaryXlsx",
  tag: "Exports",
  summary: "The same as a workbook",
  details:
    "A sheet for each part, always all of them and in this order: Summary (the sentences of the first page), Score (now, " +
    "before and the change), Counts, Holds it back, Towers, Trend, Fortresses (the lowest 200), Findings (the 20 weaknesses " +
    "that cost most), Repaired, Plans, Decisions, Attestations, Silent, Evidence, Method. Cells are typed, times in UTC; text " +
    "that a spreadsheet could take for a formula begins with an apostrophe.",
  action: "summary.read",
  query: summaryQuery,
  files: { [FILE_TYPES.xlsx]: null },
  run: async (viewer, { query }) => {
    const found = await readSummary(viewer, requestOfAddress(query));
    return found && workbookFile({ name: "summary", at: found.at }, summarySheets(found));
  },
});

export const exportSummaryCsv = endpoint({
  method: "GET",
  path: "/api/v1/exports/summary.csv",
  name: "exportSummaryCsv",
  tag: "Exports",
  summary: "The same as one table",
  details:
    "The cells of all sheets of the workbook, a line for each that is not empty: Section (the sheet), Row (within it, from 1), " +
    "Item (what the row is about: its first cell), Name (the title of the column) and Value (a number, a time after RFC 3339, " +
    "true or false, or text). `Towers,1,Hardening,Proven,61` is the proven score of the first tower. A row of which nothing " +
    "more is known has one line without a value. RFC 4180, UTF-8; text that a spreadsheet could take for a formula begins with an apostrophe.",
  action: "summary.read",
  query: summaryQuery,
  files: { [FILE_TYPES.csv]: null },
  run: async (viewer, { query }) => {
    const found = await readSummary(viewer, requestOfAddress(query));
    return found && csvFile(await summaryInLines(found));
  },
});

const ZIP = "application/zip";
const PEM = "application/x-pem-file";

export const exportEvidence = endpoint({
  method: "GET",
  path: "/api/v1/exports/evidence.zip",
  name: "exportEvidence",
  tag: "Exports",
  summary: "The evidence of a time, signed, for auditors",
  details:
    "The summary, reports as they came, files of people, decisions and attestations with who approved them, and the audit " +
    "events of the scope; a manifest with the SHA-256 of each file, and its Ed25519 signature. It is written while it is read. " +
    `Unpacked, and with the key of \`GET /api/v1/evidence-key\` beside it, this verifies it: \`${VERIFY_LINE}\``,
  action: "evidence.pack",
  query: packAddressSchema,
  problems: { 409: "There are too many originals for one pack", 422: "The first day comes after the last" },
  files: { [ZIP]: null },
  run: async (viewer, { query }) => {
    const pack = await packEvidence(viewer, query);
    return pack.ok ? attachment(packed(pack.files), pack.name, ZIP) : pack;
  },
});

export const readEvidenceKey = publicEndpoint({
  method: "GET",
  path: "/api/v1/evidence-key",
  name: "readEvidenceKey",
  tag: "Exports",
  summary: "The public key that evidence packs are verified with, in PEM",
  files: { [PEM]: null },
  run: async () => attachment(Buffer.from(evidencePublicKey()), "evidence-key.pem", PEM),
});
