/** Attestations: what people said of measures that no report speaks of. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { attestationDetail, attestationPage, attestationPatch } from "@/lib/api/schemas/attestation";
import { byId } from "@/lib/api/schemas/common";
import type { Viewer } from "@/lib/auth/rights";
import { attestationForm, attestMeasure } from "@/lib/commands/attest-measure";
import { withdrawAttestation } from "@/lib/commands/withdraw-attestation";
import { listFiles } from "@/lib/queries/attachments";
import {
  attestationQuerySchema,
  findAttestation,
  listAttestations as queryAttestations,
} from "@/lib/queries/attestations";

export const listAttestations = endpoint({
  method: "GET",
  path: "/api/v1/attestations",
  name: "listAttestations",
  tag: "Attestations",
  summary: "Attestations that match; what ends first comes first",
  action: "attestation.read",
  query: attestationQuerySchema,
  response: attestationPage,
  run: (viewer, { query }) => queryAttestations(viewer, query),
});

export const readAttestation = endpoint({
  method: "GET",
  path: "/api/v1/attestations/{id}",
  name: "readAttestation",
  tag: "Attestations",
  summary: "One attestation and its evidence",
  action: "attestation.read",
  params: byId,
  response: attestationDetail,
  run: (viewer, { params }) => read(viewer, params.id),
});

export const createAttestation = endpoint({
  method: "POST",
  path: "/api/v1/attestations",
  name: "createAttestation",
  tag: "Attestations",
  summary: "Attest a measure",
  details:
    "Where no report decides the measure, it is in place until the attestation ends. A word never overrules a report. " +
    "Days are in UTC; the last one is at most 400 days after `day`.",
  action: "attestation.make",
  body: jsonBody(attestationForm),
  answers: { 201: "The attestation" },
  problems: {
    404: "There is no such measure, host or group",
    409: "Reports of a host that is named speak of the measure",
    422: "Something is missing, or its end is too late",
  },
  response: attestationDetail,
  run: async (viewer, { body }) => {
    const result = await attestMeasure(viewer, body);
    if (!result.ok) return result;
    const attestation = await read(viewer, result.id);
    return attestation && new Reply(201, attestation);
  },
});

export const changeAttestation = endpoint({
  method: "PATCH",
  path: "/api/v1/attestations/{id}",
  name: "changeAttestation",
  tag: "Attestations",
  summary: "Withdraw an attestation: it stays on record and counts no longer",
  action: "attestation.make",
  params: byId,
  body: jsonBody(attestationPatch),
  problems: { 409: "It holds no longer" },
  response: attestationDetail,
  run: async (viewer, { params }) => {
    const result = await withdrawAttestation(viewer, { attestation: params.id });
    return result.ok ? read(viewer, params.id) : result;
  },
});

async function read(viewer: Viewer, id: string) {
  const attestation = await findAttestation(viewer, id);
  return attestation && { ...attestation, evidence: await listFiles(viewer, { attestationId: id }) };
}
