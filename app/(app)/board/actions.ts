"use server";

import { revalidatePath } from "next/cache";
import { COLUMN_TITLES } from "@/components/finding/board-columns";
import { requireViewer } from "@/lib/auth/request";
import { isTarget } from "@/lib/board";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { type Said, textOf } from "@/lib/form";
import { findFinding } from "@/lib/queries/findings";

/** Puts one finding into another column. */
export async function moveAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [id, to] = [textOf(form, "id"), textOf(form, "to")];
  if (!isTarget(to)) return { ok: false, text: "Only a report can say that. Nothing was moved." };
  const result = await workOnFindings(viewer, { ids: [id], change: { state: to } });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  const finding = await findFinding(viewer, id);
  const name = finding ? `${finding.title} on ${finding.host.name}` : "It";
  if (result.changed === 0)
    return { ok: false, text: `${name} was not moved: it is there already, or a report has closed it.` };
  return { ok: true, text: `${name} is now in “${COLUMN_TITLES[to]}”.` };
}
