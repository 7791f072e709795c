/** Evidence files of people: bring one to a finding, a decision or an attestation, take it away, load it down. */
import { z } from "zod";
import { evidenceBody } from "@/lib/api/evidence-body";
import { endpoint } from "@/lib/api/handler";
import { attachment, Reply } from "@/lib/api/reply";
import { evidenceFile, fileRemoved } from "@/lib/api/schemas/attachment";
import { byId } from "@/lib/api/schemas/common";
import type { Viewer } from "@/lib/auth/rights";
import { attachFile } from "@/lib/commands/attach-file";
import { removeFile } from "@/lib/commands/remove-file";
import type { FileInput } from "@/lib/importers/types";
import { findFile, type Holding, readFileBytes } from "@/lib/queries/attachments";

const common = {
  method: "POST",
  params: byId,
  query: z.object({
    filename: z.string().max(1000).optional().describe("What a file is called that comes without a name"),
  }),
  body: evidenceBody,
  answers: { 201: "The file, as it is kept" },
  problems: {
    409: "There are 20 files already, or the thing is over",
    422: "Its content is not of a kind that is taken",
  },
  response: evidenceFile,
} as const;

interface Given {
  query: { filename?: string };
  body: FileInput;
}

async function bring(viewer: Viewer, holding: Holding, { query, body }: Given) {
  const filename = body.name ?? query.filename ?? "";
  const result = await attachFile(viewer, { ...holding, filename, bytes: body.bytes });
  if (!result.ok) return result;
  const found = await findFile(viewer, result.id);
  return found && new Reply(201, found.file);
}

export const addFindingFile = endpoint({
  ...common,
  path: "/api/v1/findings/{id}/files",
  name: "addFindingFile",
  tag: "Findings",
  summary: "Bring an evidence file to a finding",
  action: "finding.work",
  run: (viewer, { params, ...given }) => bring(viewer, { findingId: params.id }, given),
});

export const addDecisionFile = endpoint({
  ...common,
  path: "/api/v1/decisions/{id}/files",
  name: "addDecisionFile",
  tag: "Decisions",
  summary: "Bring an evidence file to a decision",
  action: "decision.propose",
  run: (viewer, { params, ...given }) => bring(viewer, { decisionId: params.id }, given),
});

export const addAttestationFile = endpoint({
  ...common,
  path: "/api/v1/attestations/{id}/files",
  name: "addAttestationFile",
  tag: "Attestations",
  summary: "Bring an evidence file to an attestation",
  action: "attestation.make",
  run: (viewer, { params, ...given }) => bring(viewer, { attestationId: params.id }, given),
});

export const downloadAttachment = endpoint({
  method: "GET",
  path: "/api/v1/attachments/{id}",
  name: "downloadAttachment",
  tag: "Files",
  summary: "An evidence file, to be kept: never shown or run",
  action: "finding.read",
  params: byId,
  run: async (viewer, { params }) => {
    const file = await readFileBytes(viewer, params.id);
    return file && attachment(file.bytes, file.name);
  },
});

export const deleteAttachment = endpoint({
  method: "DELETE",
  path: "/api/v1/attachments/{id}",
  name: "removeAttachment",
  tag: "Files",
  summary: "Take an evidence file away: its content is gone, that it was there stays known",
  action: "finding.work",
  params: byId,
  problems: {
    403: "Somebody else brought it",
    409: "A decision or an attestation in force rests on it",
  },
  response: fileRemoved,
  run: (viewer, { params }) => removeFile(viewer, { file: params.id }),
});
