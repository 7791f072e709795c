/** Comments on findings, as they come and leave. */
import { z } from "zod";
import { id, named, time } from "./common";

export const comment = named(
  "Comment",
  z.object({
    id,
    at: time,
    editedAt: time.nullable(),
    removedAt: time.nullable().describe("Taken back by its writer: the text is empty, its place stays"),
    actor: z.string().describe("Who wrote it, as they were called then"),
    text: z.string().describe("Markdown of a person: show it sanitised only"),
  }),
);

export const commentBody = z.strictObject({
  text: z
    .string()
    .describe("Markdown, at most 10,000 characters; `@name` or `@name@example.org` tells people"),
});
