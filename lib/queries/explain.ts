/** Says in words what holds a fortress back. */
import type { Tower } from "@/lib/fortress/types";
import { TOWERS } from "@/lib/fortress/types";
import type { FortressView } from "./fortress";

/** The tower that costs the most, and why; null where there is no evidence to speak of. */
export function heldBackBy({
  score,
  repairs,
  proofs,
}: FortressView): { tower: Tower; because: string | null } | null {
  if (!score.measured) return null;
  const worst = [...TOWERS].sort(
    (a, b) => (score.towers[a].figures?.proven ?? 0) - (score.towers[b].figures?.proven ?? 0),
  )[0];
  if (!worst) return null;
  const { figures, cap, penalty } = score.towers[worst];
  if (!figures) return { tower: worst, because: "nothing has ever reported" };
  if (cap) return { tower: worst, because: `${lower(cap.cause)} holds it at ${cap.at}` };
  const repair = repairs.find(({ tower }) => tower === worst);
  const silent = score.measures.filter((measure) => measure.tower === worst && measure.silent);
  if (repair && (repair.gain >= 1 || penalty > 0))
    return { tower: worst, because: `the best repair is to ${lower(repair.title)}` };
  if (silent[0]) return { tower: worst, because: `${lower(silent[0].title)} is there, but silent` };
  const proof = proofs.find(({ tower }) => tower === worst);
  if (figures.possible - figures.proven > 30 && proof)
    return { tower: worst, because: "much is not looked at" };
  return { tower: worst, because: repair ? `the best repair is to ${lower(repair.title)}` : null };
}

const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
