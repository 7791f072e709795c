/** What the state of a finding comes to, in a sentence. Pure. */
import type { FindingItem } from "@/lib/queries/findings";

const SENTENCES: Record<string, string> = {
  open: "It stands open, and nobody says that they are at it.",
  reopened: "It came back: it was repaired, or said to be, and a later report sees it again.",
  "in-progress": "Somebody is at it. Only a later report proves that it is repaired.",
  fixed: "A person says that it is fixed. It counts until a later report proves it.",
  verified: "A later report proved that it is repaired.",
  "not-applicable": "A later report said that it no longer applies here.",
  "not-reported": "Its check is gone with a new version of the tool. That proves no repair.",
  explained: "An update of its package explains the changed file: it counts nothing.",
  approved:
    "A person approved the changed file as the new baseline: it counts nothing until it changes again.",
  gone: "The import that spoke of it was undone. What people added to it stays, and is here again when a report speaks of it.",
};

export function standingSentence({ state, unheard }: Pick<FindingItem, "state" | "unheard">): string {
  const sentence = SENTENCES[state] ?? "";
  if (!unheard) return sentence;
  return "No report speaks of it any more. What is gone silent is not repaired: it counts until a report proves it.";
}
