/** Evidence files of people, as they leave. */
import { z } from "zod";
import { id, named, time } from "./common";

export const evidenceFile = named(
  "EvidenceFile",
  z.object({
    id,
    filename: z.string(),
    mediaType: z.string().describe("By its content, whatever its sender called it"),
    size: z.number().int().describe("Bytes"),
    hash: z.string().describe("SHA-256"),
    at: time,
    actor: z.string(),
  }),
);

export const fileRemoved = named("FileRemoved", z.object({ id, filename: z.string() }));
