/** `lynis audit dockerfile`: its findings are told apart by their sentence, as they all have one id. */
import type { Observation } from "@/lib/fortress/types";
import { detailsOf, messageOf } from "./evidence";
import { type Finding, NO_ID } from "./findings";
import { DOCKERFILE } from "./run";

/** One failed observation per sentence; findings about the auditing host are left out. */
export function observeDockerfile(findings: ReadonlyMap<string, readonly Finding[]>): Observation[] {
  const bySentence = new Map<string, Finding[]>();
  // One sentence comes without its id.
  for (const finding of [...(findings.get(DOCKERFILE) ?? []), ...(findings.get(NO_ID) ?? [])]) {
    const sentence = finding.message ?? "";
    const group = bySentence.get(sentence);
    if (group) group.push(finding);
    else bySentence.set(sentence, [finding]);
  }
  return [...bySentence].map(([sentence, found]) => ({
    check: `lynis:${DOCKERFILE}:${hash(sentence)}`,
    outcome: "fail",
    ...messageOf(found),
    details: detailsOf(found),
  }));
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: short and the same everywhere; no protection against forgery. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
