/** The sections of a summary as tables. Long texts stand last, where a sheet has room for them. Pure. */
import { TOWERS } from "@/lib/fortress/types";
import { TOWER_NAMES } from "@/lib/fortress/words";
import type { Summary } from "./summary";
import { type Columns, type Sheet, sheet } from "./summary-sheet";
import { moved } from "./summary-story";
import { METHOD, TREATED, towerName } from "./summary-words";

type Host = Summary["table"][number];

const towersOfHost: Columns<Host> = TOWERS.map(
  (tower) => [TOWER_NAMES[tower], "number", ({ towers }) => towers[tower]] as const,
);

export const DETAILS: readonly Sheet[] = [
  sheet("Towers", ({ towers }) => towers, [
    ["Tower", "text", towerName],
    ["Proven", "number", ({ figures }) => figures?.proven ?? null],
    ["Possible", "number", ({ figures }) => figures?.possible ?? null],
    ["Proven before", "number", ({ before }) => before?.proven ?? null],
    ["Possible before", "number", ({ before }) => before?.possible ?? null],
    ["Change", "number", ({ figures, before }) => moved(figures?.proven, before?.proven)],
    ["Held at", "number", ({ held }) => held?.at ?? null],
    ["Held on", "integer", ({ held }) => held?.hosts ?? null],
    ["Held by", "text", ({ held }) => held?.cause ?? null],
    ["What holds it back", "text", ({ because }) => because],
  ]),
  sheet("Trend", ({ trend }) => trend, [
    ["At", "time", ({ at }) => at],
    ["Proven", "number", ({ proven }) => proven],
    ["Possible", "number", ({ possible }) => possible],
  ]),
  sheet("Fortresses", ({ table }) => table, [
    ["Fortress", "text", ({ name }) => name],
    ["Grade", "text", ({ grade }) => grade],
    ["Proven", "number", ({ proven }) => proven],
    ["Possible", "number", ({ possible }) => possible],
    ["Managed", "number", ({ managed }) => managed],
    ...towersOfHost,
    ["Open findings", "integer", ({ open }) => open],
    ["Last evidence", "time", ({ lastEvidenceAt }) => lastEvidenceAt],
  ]),
  sheet("Findings", ({ findings }) => findings.top, [
    ["Weakness", "text", ({ title }) => title],
    ["Severity", "text", ({ severity }) => severity],
    ["Tower", "text", towerName],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Worth", "number", ({ gain }) => gain],
    ["Check", "text", ({ key }) => key],
    ["Repair", "text", ({ repair }) => repair],
  ]),
  sheet("Repaired", ({ repaired }) => repaired.first, [
    ["What", "text", ({ title }) => title],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Proved", "time", ({ lastAt }) => lastAt],
  ]),
  sheet("Plans", ({ plans }) => plans, [
    ["Plan", "text", ({ title }) => title],
    ["Findings", "integer", ({ total }) => total],
    ["Closed", "integer", ({ closed }) => closed],
    ["Due", "time", ({ dueAt }) => dueAt],
    ["Overdue", "flag", ({ overdue }) => overdue],
    ["Answers for it", "text", ({ owner }) => owner],
  ]),
  sheet("Decisions", ({ decisions }) => decisions, [
    ["Risk", "text", ({ title }) => title],
    ["Decided", "text", ({ treatment }) => TREATED[treatment]],
    ["Carried out", "flag", ({ carriedOut }) => carriedOut],
    ["Severity", "text", ({ severity }) => severity],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Until", "time", ({ until }) => until],
    ["Approved by", "text", ({ approver }) => approver],
    ["Answers for it", "text", ({ owner }) => owner],
    ["Reason", "text", ({ reason }) => reason],
  ]),
  sheet("Attestations", ({ attestations }) => attestations, [
    ["Measure", "text", ({ measure }) => measure],
    ["By", "text", ({ byWhom }) => byWhom],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Made", "time", ({ at }) => at],
    ["Valid until", "time", ({ validUntil }) => validUntil],
  ]),
  sheet("Silent", ({ silent }) => silent.first, [
    ["Fortress", "text", ({ name }) => name],
    ["Last evidence", "time", ({ since }) => since],
  ]),
  sheet("Evidence", ({ evidence }) => evidence, [
    ["Source", "text", ({ source }) => source],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Reports", "integer", ({ reports }) => reports],
    ["Newest", "time", ({ newest }) => newest],
    ["Oldest of a fortress", "time", ({ oldest }) => oldest],
  ]),
  sheet("Method", () => METHOD.map((text, place) => ({ text, number: place + 1 })), [
    ["Paragraph", "integer", ({ number }) => number],
    ["How it is scored", "text", ({ text }) => text],
  ]),
];
