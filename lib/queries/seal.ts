/** What somebody saw, as a short mark that comes back with what they decide about it. */
import { createHash } from "node:crypto";
import { formsOf } from "@/lib/fortress/settle";
import type { ExposureState } from "@/lib/fortress/state";

/** Another mark: the witnesses of the thing say something else, or others see it. */
export const sealOf = (witnesses: readonly ExposureState[]): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(formsOf(witnesses)).sort()))
    .digest("base64url");
