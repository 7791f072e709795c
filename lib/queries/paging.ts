/** Paging as the API and the tables share it: a limit, and an opaque cursor that says where the next page begins. */
import { z } from "zod";

const LIMIT = { usual: 50, most: 200 } as const;

export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(LIMIT.most).default(LIMIT.usual),
  /** Decoded to the number of rows before the page. */
  cursor: z
    .string()
    .max(40)
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === "") return 0;
      const offset = Number(Buffer.from(text, "base64url").toString("utf8"));
      if (Number.isInteger(offset) && offset >= 0 && offset <= 10_000_000) return offset;
      context.addIssue({ code: "custom", message: "is not a cursor of this API" });
      return z.NEVER;
    }),
});

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

export const cursorAt = (offset: number): string => Buffer.from(String(offset)).toString("base64url");

export function toPage<T>(
  items: T[],
  total: number,
  { cursor, limit }: { cursor: number; limit: number },
): Page<T> {
  const next = cursor + limit;
  return { items, total, nextCursor: next < total ? cursorAt(next) : null };
}
