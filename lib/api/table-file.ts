/** A table as the answer that a browser keeps: in one of its formats, under a name with its day. */
import type { Viewer } from "@/lib/auth/rights";
import { csvOf } from "@/lib/exports/csv";
import { jsonOf } from "@/lib/exports/json";
import type { Table } from "@/lib/exports/table";
import { workbookOf } from "@/lib/exports/xlsx";
import { type Around, tablePdf } from "@/lib/queries/table-pdf";
import type { Failure } from "@/lib/result";
import { inUtf8, type Pieces } from "./pieces";
import { attachment, type Reply } from "./reply";
import { packed } from "./workbook-file";

/** Media types. */
export const FILE_TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
  pdf: "application/pdf",
} as const;

/** `summary`, on a day, as a file: `summary-2026-11-21.xlsx`. */
const nameOf = ({ name, at }: Pick<Table, "name" | "at">, format: string): string =>
  `${name}-${at.slice(0, 10)}.${format}`;

export const csvFile = (table: Table): Reply<Pieces> =>
  attachment(inUtf8(csvOf(table)), nameOf(table, "csv"), `${FILE_TYPES.csv}; charset=utf-8; header=present`);

/** @param named what the file is called after; each table has a sheet of its own */
export const workbookFile = (named: Pick<Table, "name" | "at">, tables: readonly Table[]): Reply<Pieces> =>
  attachment(packed(workbookOf(tables)), nameOf(named, "xlsx"), FILE_TYPES.xlsx);

interface Wanted extends Around {
  format: keyof typeof FILE_TYPES;
}

/** Errors (returned): `too-many-rows`. */
export async function tableFile(
  viewer: Viewer,
  table: Table,
  { format, ...around }: Wanted,
): Promise<Reply<Pieces | Uint8Array> | Failure> {
  if (format === "csv") return csvFile(table);
  if (format === "xlsx") return workbookFile(table, [table]);
  if (format === "json") return attachment(inUtf8(jsonOf(table)), nameOf(table, "json"), FILE_TYPES.json);
  const pdf = await tablePdf(viewer, table, around);
  return pdf.ok ? attachment(pdf.bytes, nameOf(table, "pdf"), FILE_TYPES.pdf) : pdf;
}
