/** Tables that are taken away, as JSON: the schemas follow from the columns. */
import { z } from "zod";
import { PAPERS } from "@/lib/exports/pdf/options";
import type { Column, ColumnType } from "@/lib/exports/table";
import { DECISION_COLUMNS } from "@/lib/queries/export-decisions";
import { FINDING_COLUMNS, WEAKNESS_COLUMNS } from "@/lib/queries/export-findings";
import { HOST_COLUMNS } from "@/lib/queries/export-hosts";
import { named, time } from "./common";

const COLUMN_TYPES = ["text", "number", "integer", "time", "day", "flag"] as const satisfies ColumnType[];

const VALUES: Readonly<Record<ColumnType, z.ZodType>> = {
  text: z.string(),
  number: z.number(),
  integer: z.number().int(),
  time: z.iso.datetime(),
  day: z.iso.date(),
  flag: z.boolean(),
};

export const paperQuery = { paper: z.enum(PAPERS).default("A4").describe("Size of the pages of a PDF") };

const column = named(
  "ExportColumn",
  z.object({
    key: z.string().describe("As in the rows"),
    title: z.string().describe("As on the page"),
    type: z.enum(COLUMN_TYPES).describe("`time`: RFC 3339, UTC; `day`: `2026-11-30`"),
  }),
);

function tableOf(id: string, name: string, columns: readonly Column[]) {
  const values = columns.map(({ key, title, type, optional }): [string, z.ZodType] => {
    const value = optional ? VALUES[type].nullable() : VALUES[type];
    return [key, value.describe(title)];
  });
  return named(
    id,
    z.object({
      name: z.literal(name),
      at: time.describe("When it was taken"),
      columns: z.array(column),
      rows: z.array(z.object(Object.fromEntries(values))).describe("In the order of the page"),
    }),
  );
}

export const findingExport = named(
  "FindingExport",
  z.union([
    tableOf("FindingTable", "findings", FINDING_COLUMNS),
    tableOf("WeaknessTable", "weaknesses", WEAKNESS_COLUMNS),
  ]),
);
export const hostExport = tableOf("HostTable", "hosts", HOST_COLUMNS);
export const decisionExport = tableOf("DecisionTable", "decisions", DECISION_COLUMNS);
