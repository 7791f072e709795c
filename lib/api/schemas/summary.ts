/** The summary, as a file. */
import { z } from "zod";
import { PAPERS } from "@/lib/exports/pdf/options";
import { summarySchema } from "@/lib/exports/summary";
import { summaryAddressSchema } from "@/lib/queries/summary/address";
import { named } from "./common";

export const summary = named("Summary", summarySchema);

export const summaryQuery = summaryAddressSchema;
export const summaryFileQuery = summaryAddressSchema.extend({
  paper: z.enum(PAPERS).default("A4").describe("Size of the pages"),
});
