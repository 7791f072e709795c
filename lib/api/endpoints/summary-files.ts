/** The summary as a file, for a board to read and for programs; and the evidence behind it, for auditors. */
import { endpoint, publicEndpoint } from "@/lib/api/handler";
import { attachment } from "@/lib/api/reply";
import { summary, summaryFileQuery, summaryQuery } from "@/lib/api/schemas/summary";
import { packed } from "@/lib/api/workbook-file";
import { evidencePublicKey } from "@/lib/auth/evidence-key";
import { packEvidence, packForm } from "@/lib/commands/pack-evidence";
import { VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { readSummary } from "@/lib/queries/summary";
import { requestOfAddress } from "@/lib/queries/summary/address";
import { summaryPdf } from "@/lib/queries/summary-pdf";

const PDF = "application/pdf";

export const exportSummaryPdf = endpoint({
  method: "GET",
  path: "/api/v1/exports/summary.pdf",
  name: "exportSummaryPdf",
  tag: "Exports",
  summary: "The summary of the fleet, a group, chosen hosts or one host, as PDF",
  details: "The first page tells the whole story; the details follow.",
  action: "summary.read",
  query: summaryFileQuery,
  files: { [PDF]: null },
  run: async (viewer, { query: { paper, ...address } }) => {
    const found = await readSummary(viewer, requestOfAddress(address));
    if (!found) return null;
    return attachment(await summaryPdf(found, { paper }), `summary-${found.at.slice(0, 10)}.pdf`, PDF);
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

const ZIP = "application/zip";
const PEM = "application/x-pem-file";

export const exportEvidence = endpoint({
  method: "GET",
  path: "/api/v1/exports/evidence.zip",
  name: "exportEvidence",
  tag: "Exports",
  summary: "The evidence of a time, signed, for auditors",
  details:
    "The summary, reports as they came, files of people, decisions and attestations with who approved them, and for " +
    "administrators at the screen the audit events; a manifest with the SHA-256 of each file, and its Ed25519 signature. " +
    `Unpacked, and with the key of \`GET /api/v1/evidence-key\` beside it, this verifies it: \`${VERIFY_LINE}\``,
  action: "evidence.pack",
  query: packForm,
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
