/** Attestations, as they leave and as they are taken back. */
import { z } from "zod";
import { ATTESTATION_STATES } from "@/lib/queries/attestations";
import { evidenceFile } from "./attachment";
import { id, named, pageOf, reference, time, tower, word } from "./common";

const attestation = named(
  "Attestation",
  z.object({
    id,
    measure: z.object({ id: z.string(), title: z.string(), tower: tower.nullable() }),
    scope: word(["hosts", "group", "fleet"]),
    group: z
      .object({ id, name: z.string().nullable() })
      .nullable()
      .describe("Without a name: the group is gone"),
    hosts: z.object({
      total: z.number().int(),
      first: z.array(reference).describe("By name: three in lists, at most 200 of one"),
    }),
    statement: z.string(),
    by: z.string().describe("Whose word it is"),
    at: time.describe("Of when it is"),
    validUntil: time.describe("Its end"),
    lastDay: z.iso.date().describe("The last day on which it is valid, UTC"),
    state: z.enum(ATTESTATION_STATES).describe("`ending`: it holds, and ends within 14 days"),
    actor: z.string().describe("Who entered it"),
    createdAt: time,
    withdrawnAt: time.nullable(),
    withdrawnBy: z.string().nullable(),
    files: z.number().int().describe("How many evidence files there are"),
  }),
);

export const attestationPage = named("AttestationPage", pageOf(attestation));

export const attestationDetail = named(
  "AttestationDetail",
  attestation.extend({ evidence: z.array(evidenceFile).describe("The oldest first") }),
);

export const attestationPatch = z.strictObject({
  withdrawn: z.literal(true, "An attestation can be withdrawn, and not be taken up again."),
});
