/** Saved views, as they come and as they leave. */
import { z } from "zod";
import { LONGEST_QUERY, VIEW_PAGES } from "@/lib/views";
import { id, named, time, word } from "./common";

export const view = named(
  "SavedView",
  z.object({
    id,
    name: z.string(),
    page: word(VIEW_PAGES),
    query: z.string().describe("Without the question mark"),
    href: z.string().describe("Page and query"),
    shared: z.boolean(),
    own: z.boolean().describe("Whether whoever asks made it"),
    by: z.string().describe("Who made it"),
    createdAt: time,
  }),
);

export const viewList = named(
  "SavedViewList",
  z.object({
    items: z.array(view).describe("Own ones first"),
    nextCursor: z.null(),
    total: z.number().int(),
  }),
);

export const viewQuerySchema = z.object({ page: z.enum(VIEW_PAGES).optional() });

export const newView = z.strictObject({
  page: z.enum(VIEW_PAGES),
  name: z.string().min(1).max(60).describe("One of the same name on the same page is replaced"),
  query: z.string().max(LONGEST_QUERY).describe("Pairs of a name and a value: `due=overdue&sort=-gain`"),
  shared: z.boolean().default(false),
});

export const viewGone = z.object({ id, name: z.string() });
