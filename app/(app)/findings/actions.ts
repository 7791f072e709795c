"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type BulkSaid, fieldsOf, NO_FIELDS, previewWords, requestOf } from "@/components/finding/bulk";
import { requireViewer } from "@/lib/auth/request";
import type { Viewer } from "@/lib/auth/rights";
import { makePlan } from "@/lib/commands/make-plan";
import { undoWork } from "@/lib/commands/undo-work";
import { previewWork, workOnFindings } from "@/lib/commands/work-on-findings";
import { parsed, textOf } from "@/lib/form";
import { plural } from "@/lib/format";
import { openFindingIds } from "@/lib/queries/finding-ids";

/** The form over a list of findings: each button is one step. Without one, and with any other, it only previews. */
export async function bulkAction(_: BulkSaid, form: FormData): Promise<BulkSaid> {
  const viewer = await requireViewer();
  const act = textOf(form, "act");
  if (act === "do") return carryOut(viewer, form);
  if (act === "undo") return takeBack(viewer, textOf(form, "undo"));
  if (act === "plan") return plan(viewer, form);
  return preview(viewer, form);
}

/** As many as one plan is made of at once. */
const MOST_PLANNED = 5_000;

/** A plan of what is chosen and open; its title, owner and day are changed on its page. */
async function plan(viewer: Viewer, form: FormData): Promise<BulkSaid> {
  const kept = fieldsOf(form);
  const chosen = kept.all ? { query: parsed(textOf(form, "query")) } : { ids: kept.ids };
  const findings = await openFindingIds(viewer, chosen, MOST_PLANNED + 1);
  if (findings.length === 0) {
    return { step: "failed", text: "Choose open findings: what is closed needs no plan.", kept };
  }
  const title = plural(findings.length, "chosen finding");
  const result = await makePlan(viewer, { title, owner: viewer.userId, of: { findings } });
  if (!result.ok) return { step: "failed", text: result.text, kept };
  redirect(`/plans/${result.id}`);
}

async function preview(viewer: Viewer, form: FormData): Promise<BulkSaid> {
  const kept = fieldsOf(form);
  const request = requestOf(kept, textOf(form, "query"));
  const result = await previewWork(viewer, request);
  if (!result.ok) return { step: "failed", text: result.text, kept };
  const { changing } = result;
  const asked = changing > 0 ? JSON.stringify(request) : null;
  return { step: "preview", text: previewWords(result, kept.state !== ""), kept, asked, changing };
}

/** Of what was previewed, not of what the form says by now. */
async function carryOut(viewer: Viewer, form: FormData): Promise<BulkSaid> {
  const asked = form.get("asked");
  const result = await workOnFindings(viewer, parsed(typeof asked === "string" ? asked : ""));
  if (!result.ok) return { step: "failed", text: result.text, kept: fieldsOf(form) };
  revalidatePath("/", "layout");
  const { changed, undo } = result;
  const text =
    changed === 0 ? "They are so already: nothing was changed." : `${plural(changed, "finding")} changed.`;
  return { step: "done", text, undo };
}

async function takeBack(viewer: Viewer, id: string): Promise<BulkSaid> {
  const result = await undoWork(viewer, id);
  if (!result.ok) return { step: "failed", text: result.text, kept: NO_FIELDS };
  revalidatePath("/", "layout");
  const { restored, kept } = result;
  const rest =
    kept > 0 ? ` ${plural(kept, "has", "have")} moved on since and ${kept === 1 ? "stays" : "stay"}.` : "";
  return {
    step: "undone",
    text: `Undone: ${plural(restored, "finding is", "findings are")} as before.${rest}`,
  };
}
