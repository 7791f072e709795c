/** The first page of a summary as tables: its sentences, and the figures that they speak of. Pure. */
import { SEVERITIES, type Severity } from "@/lib/fortress/types";
import type { Summary } from "./summary";
import { type Sheet, sheet } from "./summary-sheet";
import * as say from "./summary-words";

const SCOPES: Readonly<Record<Summary["scope"], string>> = {
  fleet: "all fortresses",
  group: "a group of fortresses",
  hosts: "chosen fortresses",
  host: "one fortress",
};

const sentences = (summary: Summary): [about: string, words: string][] => {
  const { title, scope, score, comment } = summary;
  return [
    ["About", title],
    ["Scope", SCOPES[scope]],
    ["Time", say.periodWords(summary)],
    ["Comment", comment],
    ["Fortresses", [say.hostsWords(summary), say.endsWords(summary)].filter(Boolean).join(" ")],
    ["Grade", score?.grade ?? ""],
    ["Score", say.scoreWords(summary)],
    ["Target", say.targetWords(summary)],
    ["Change", say.changeWords(summary)],
    ["Managed", say.managedWords(summary)],
    ["What is open", say.openWords(summary)],
    ["What was repaired", say.repairedWords(summary)],
    ["What was decided", say.decidedWords(summary)],
    ["Who is silent", say.silentWords(summary)],
    ["Model of the score", score?.modelVersion ?? ""],
  ];
};

interface Figure {
  name: string;
  now: number | null | undefined;
  before?: number | null;
}

const figures = ({ score: now, before }: Summary): Figure[] => [
  { name: "Proven", now: now?.proven, before: before?.proven },
  { name: "Possible", now: now?.possible, before: before?.possible },
  { name: "Managed", now: now?.managed, before: before?.managed },
  { name: "Confidence", now: now?.confidence },
  { name: "Target", now: now?.target },
];

/** In tenths of a point, as figures are shown. */
export const moved = (now: number | null | undefined, before: number | null | undefined): number | null =>
  now == null || before == null ? null : Math.round((now - before) * 10) / 10;

type Counts = Partial<Record<Severity, number>>;
const bySeverity = (name: string, counts: Counts): [string, number][] =>
  SEVERITIES.map((severity) => [`${name}, ${severity}`, counts[severity] ?? 0]);

const counts = (summary: Summary): [what: string, count: number][] => {
  const { hosts, scored, grades, silent, findings, opened, reopened, repaired } = summary;
  return [
    ["Fortresses", hosts],
    ["Fortresses with evidence", scored],
    ...grades.map((one): [string, number] => [`Fortresses of grade ${one.grade}`, one.hosts]),
    ["Silent fortresses", silent.total],
    ["Open findings", findings.open],
    ...bySeverity("Open findings", findings.bySeverity),
    ["Overdue findings", findings.overdue],
    ["Findings opened in this time", opened],
    ["Repairs that did not last", reopened],
    ["Proved repairs", repaired.total],
    ...bySeverity("Proved repairs", repaired.bySeverity),
  ];
};

export const STORY: readonly Sheet[] = [
  sheet("Summary", (summary) => sentences(summary).filter(([, words]) => words !== ""), [
    ["What", "text", ([what]) => what],
    ["In words", "text", ([, words]) => words],
  ]),
  sheet("Score", figures, [
    ["Figure", "text", ({ name }) => name],
    ["Now", "number", ({ now }) => now ?? null],
    ["Before", "number", ({ before }) => before ?? null],
    ["Change", "number", ({ now, before }) => moved(now, before)],
  ]),
  sheet("Counts", counts, [
    ["What", "text", ([what]) => what],
    ["Count", "integer", ([, count]) => count],
  ]),
  sheet("Holds it back", ({ holdsBack }) => holdsBack, [
    ["What", "text", ({ text }) => text],
    ["Fortresses", "integer", ({ hosts }) => hosts],
    ["Worth", "number", ({ gain }) => gain],
  ]),
];
