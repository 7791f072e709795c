/** The PDF of a table that is taken away: of a list whose rows paper has room for. */
import type { Viewer } from "@/lib/auth/rights";
import type { PAPERS } from "@/lib/exports/pdf/options";
import type { Table } from "@/lib/exports/table";
import { MOST_ON_PAPER, paperOf, type Said } from "@/lib/exports/table-paper";
import { whole } from "@/lib/format";
import { fail, type Result } from "@/lib/result";
import { setPdf } from "./pdf-setter";

export interface Around {
  /** What was asked for. */
  said: () => Promise<readonly Said[]>;
  paper: (typeof PAPERS)[number];
}

/**
 * @returns the bytes of the file
 * Errors (returned): `too-many-rows`.
 */
export async function tablePdf(
  viewer: Viewer,
  table: Table,
  { said, paper }: Around,
): Promise<Result<{ bytes: Uint8Array }>> {
  if (table.total > MOST_ON_PAPER) {
    return fail(
      "too-many-rows",
      `${whole(table.total)} rows match, and a PDF has at most ${whole(MOST_ON_PAPER)}: narrow the filter, or take CSV or XLSX.`,
    );
  }
  const by = viewer.kind === "user" ? viewer.name : viewer.actor;
  const asked = await paperOf(table, { by, said: await said(), paper });
  return { ok: true, bytes: await setPdf({ kind: "table", table: asked }) };
}
