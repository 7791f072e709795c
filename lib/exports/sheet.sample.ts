/** Plans for tests: everything that a test does not speak of has an ordinary value. */
import { allGuidance, guidanceFor } from "@/lib/guidance";
import type { PlanSheet, SheetHost, SheetRepair } from "./plan-sheet";

export const repair = (key: string, more: Partial<SheetRepair> = {}): SheetRepair => ({
  key,
  kind: "check",
  title: key,
  guidance: guidanceFor(key),
  ...more,
});

export const host = (name: string, keys: readonly string[], more: Partial<SheetHost> = {}): SheetHost => ({
  name,
  groups: [],
  os: "Debian GNU/Linux 12",
  repairs: keys.map((key) => repair(key)),
  ...more,
});

export const sheet = (hosts: readonly SheetHost[], more: Partial<PlanSheet> = {}): PlanSheet => ({
  title: "Close the doors",
  goal: "",
  owner: "Ada",
  dueAt: "2026-12-24T23:59:59.999Z",
  madeBy: "ada@example.org",
  madeAt: "2026-11-22T11:32:07.000Z",
  takenBy: "grace@example.org",
  takenAt: "2026-11-23T08:00:00.000Z",
  hosts,
  ...more,
});

/** Everything that there is guidance for, on one host. */
export const everything = (): PlanSheet => sheet([host("db-02", [...allGuidance().keys()])]);
