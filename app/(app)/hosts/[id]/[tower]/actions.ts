"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/request";
import { approveAllChanges } from "@/lib/commands/approve-all-changes";
import { approveChanges, withdrawApproval } from "@/lib/commands/approve-changes";
import { expectChanges } from "@/lib/commands/expect-changes";
import { withdrawExpectation } from "@/lib/commands/withdraw-expectation";
import { confirmed, type Said, textOf, textsOf } from "@/lib/form";
import { plural } from "@/lib/format";

/** `<first> <rest>`: what a field holds that says two things. */
function pairOf(value: string): [string, string] {
  const blank = value.indexOf(" ");
  return blank < 0 ? [value, ""] : [value.slice(0, blank), value.slice(blank + 1)];
}

/**
 * What is chosen comes as its seal, a blank and its key. A button approves a whole package instead, as `package`: its seal, a
 * blank and its name; or all there is, as `sure`: the seal over all.
 */
export async function approveAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const boxes = textsOf(form, "change");
  const reason = textOf(form, "reason");
  const chosen = [...boxes, `reason=${reason}`];
  const host = textOf(form, "host");
  const result = await approve();
  if (result === null) return { ok: false, text: "", ask: textOf(form, "ask"), chosen };
  if (!result.ok) return { ok: false, text: result.text, chosen };
  revalidatePath("/", "layout");
  return { ok: true, text: `${plural(result.approved, "change")} approved as the new baseline.` };

  /** Null: it has to be confirmed first. */
  async function approve() {
    const [all, own] = [textOf(form, "sure"), textOf(form, "package")];
    if (all !== "") return approveAllChanges(viewer, { host, seal: all, reason });
    if (form.has("ask")) return null;
    if (own !== "") {
      const [seal, name] = pairOf(own);
      return approveAllChanges(viewer, { host, package: name, seal, reason });
    }
    const changes = boxes.map((box) => {
      const [seal, key] = pairOf(box);
      return { seal, key };
    });
    return approveChanges(viewer, { host, changes, reason });
  }
}

/** One file, by its key; or, confirmed, all that was approved in one act with it. */
export async function withdrawAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const host = textOf(form, "host");
  const one = textOf(form, "key");
  const { sure, question } = one === "" ? confirmed(form) : { sure: one, question: null };
  if (sure === null) return question;
  const result = await withdrawApproval(viewer, { host, key: sure, act: one === "" });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  const { key, withdrawn } = result;
  return {
    ok: true,
    text: one === "" ? `${plural(withdrawn, "approval")} withdrawn.` : `${key.slice(5)} counts again.`,
  };
}

/** The second half of the form: what it approves was shown before. */
export async function expectAction(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const [host, group] = [textOf(form, "host"), textOf(form, "group")];
  const given = {
    pattern: textOf(form, "pattern"),
    lastDay: textOf(form, "lastDay"),
    reason: textOf(form, "reason"),
  };
  const target = group === "" ? { hosts: [host] } : { group };
  const result = await expectChanges(viewer, { ...target, ...given });
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  redirect(`/hosts/${encodeURIComponent(host)}/integrity#expected`);
}

export async function withdrawExpectationAction(_: Said, form: FormData): Promise<Said> {
  const { sure, question } = confirmed(form);
  if (sure === null) return question;
  const given = { host: textOf(form, "host"), expectation: sure };
  const result = await withdrawExpectation(await requireViewer(), given);
  if (!result.ok) return { ok: false, text: result.text };
  revalidatePath("/", "layout");
  const { pattern, reopened } = result;
  return {
    ok: true,
    text: `${pattern} is expected no more; ${reopened === 0 ? "nothing counts again by that" : `${plural(reopened, "change")} ${reopened === 1 ? "counts" : "count"} again`}.`,
  };
}
