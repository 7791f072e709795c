import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import { type Preview, previewExpectation } from "@/lib/queries/expectations";
import { fail, type Result } from "@/lib/result";

/** What the first half of the form of expected changes said, and what its pattern would approve now. */
export interface Asked {
  pattern: string;
  lastDay: string;
  reason: string;
  /** Empty: this fortress. */
  group: string;
  preview: Result<Preview>;
}

/** @returns null where the form was not sent */
export async function askedOf(
  viewer: Viewer,
  hostId: string,
  { pattern = "", lastDay = "", why = "", group = "" }: Record<string, string>,
): Promise<Asked | null> {
  if (pattern.trim() === "") return null;
  const asked = { pattern: pattern.trim(), lastDay, reason: why, group };
  if (!z.iso.date().safeParse(lastDay).success) {
    return { ...asked, preview: fail("form", "Give the last day on which the changes are expected.") };
  }
  const target = group === "" ? { hosts: [hostId] } : { group };
  return { ...asked, preview: await previewExpectation(viewer, { ...target, pattern: asked.pattern }) };
}
