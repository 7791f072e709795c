/** Summaries for tests: everything that a test does not speak of has an ordinary value. */
import { TOWERS } from "@/lib/fortress/types";
import type { Summary } from "./summary";

const AT = "2026-11-21T09:30:00.000Z";
const SINCE = "2026-10-22T09:30:00.000Z";

const hostRow = (index: number): Summary["table"][number] => {
  const proven = 31 + ((index * 7) % 60);
  return {
    name: `web-${String(index + 1).padStart(2, "0")}.example.org`,
    href: `/hosts/${index + 1}`,
    grade: proven >= 90 ? "A" : proven >= 80 ? "B" : proven >= 65 ? "C" : proven >= 50 ? "D" : "E",
    proven,
    possible: Math.min(100, proven + 14),
    managed: Math.min(100, proven + 2),
    towers: { hardening: proven, patching: proven - 8, integrity: null, auditing: proven + 6 },
    open: 4 + ((index * 5) % 40),
    lastEvidenceAt: "2026-11-21T03:00:00.000Z",
  };
};

/** A fleet of so many fortresses, one of them silent. */
export function fleetSummary(hosts = 12, more: Partial<Summary> = {}): Summary {
  return {
    title: "The fleet",
    scope: "fleet",
    at: AT,
    since: SINCE,
    comment: "The **mail servers** move in January; until then we accept their old TLS settings.",
    hosts,
    scored: hosts - 1,
    score: {
      proven: 68.4,
      possible: 84,
      managed: 71.2,
      confidence: 84.4,
      grade: "C",
      target: 80,
      modelVersion: "7",
    },
    before: { proven: 65.2, possible: 86.1, managed: 67 },
    lowest: { name: "web-05.example.org", href: "/hosts/5", proven: 31 },
    highest: { name: "web-09.example.org", href: "/hosts/9", proven: 90 },
    grades: [
      { grade: "A", hosts: 1 },
      { grade: "B", hosts: 2 },
      { grade: "C", hosts: hosts - 6 },
      { grade: "D", hosts: 1 },
      { grade: "E", hosts: 1 },
      { grade: "F", hosts: 0 },
    ],
    towers: [
      {
        tower: "hardening",
        figures: { proven: 61, possible: 80.2 },
        before: { proven: 59, possible: 81 },
        held: null,
        because: "SSH lets root sign in with a password on 4 fortresses",
      },
      {
        tower: "patching",
        figures: { proven: 40, possible: 40 },
        before: { proven: 52.5, possible: 70 },
        held: { hosts: 3, at: 40, cause: "a critical security update waits for more than 30 days" },
        because: "Security updates wait on 7 fortresses",
      },
      {
        tower: "integrity",
        figures: { proven: 78.3, possible: 96 },
        before: { proven: 78.3, possible: 96 },
        held: null,
        because: "File integrity monitoring is missing on 2 fortresses",
      },
      { tower: "auditing", figures: null, before: null, held: null, because: null },
    ],
    holdsBack: [
      { text: "Security updates wait", gain: 4.1, hosts: 7 },
      { text: "Nobody watches the integrity of files", gain: 2.2, hosts: 2 },
      { text: "Root signs in over SSH with a password", gain: 1.4, hosts: 4 },
    ],
    repaired: {
      total: 23,
      bySeverity: { critical: 2, high: 6, medium: 11, low: 4 },
      first: [
        { title: "OpenSSL update of 3 October", hosts: 6, lastAt: "2026-11-18T03:00:00.000Z" },
        { title: "Core dumps are switched off", hosts: 4, lastAt: "2026-11-10T03:00:00.000Z" },
      ],
    },
    opened: 9,
    reopened: 1,
    findings: {
      open: 214,
      overdue: 12,
      bySeverity: { critical: 3, high: 41, medium: 102, low: 60, info: 8 },
      top: [
        {
          key: "lynis:SSH-7408:PermitRootLogin",
          title: "Root may sign in over SSH",
          tower: "hardening",
          severity: "high",
          hosts: 4,
          gain: 1.4,
          repair: "Set PermitRootLogin to no",
        },
        {
          key: "package:openssl",
          title: "openssl waits for a security update",
          tower: "patching",
          severity: "critical",
          hosts: 7,
          gain: 4.1,
          repair: null,
        },
      ],
    },
    plans: [
      {
        title: "Close the doors",
        owner: "Ada",
        dueAt: "2026-12-24T23:59:59.999Z",
        overdue: false,
        total: 18,
        closed: 11,
      },
    ],
    decisions: [
      {
        treatment: "accept",
        title: "TLS 1.0 is offered",
        severity: "medium",
        hosts: 2,
        reason: "The mail servers are replaced in January.",
        owner: "Grace",
        approver: "Ada",
        until: "2027-01-31T23:59:59.999Z",
        carriedOut: null,
      },
      {
        treatment: "avoid",
        title: "Telnet is installed",
        severity: "high",
        hosts: 1,
        reason: "It is removed with the next image.",
        owner: null,
        approver: "Ada",
        until: "2026-12-15T23:59:59.999Z",
        carriedOut: false,
      },
    ],
    silent: {
      total: 1,
      first: [{ name: "backup-01.example.org", href: "/hosts/99", since: "2026-11-02T03:00:00.000Z" }],
    },
    evidence: [
      {
        source: "Lynis",
        hosts: hosts - 1,
        newest: "2026-11-21T03:00:00.000Z",
        oldest: "2026-11-02T03:00:00.000Z",
        reports: 340,
      },
      {
        source: "debsecan",
        hosts: 7,
        newest: "2026-11-20T05:00:00.000Z",
        oldest: "2026-11-14T05:00:00.000Z",
        reports: 51,
      },
    ],
    attestations: [
      {
        measure: "Log files reviewed",
        byWhom: "Ada",
        at: "2026-11-03T10:00:00.000Z",
        validUntil: "2027-02-03T23:59:59.999Z",
        hosts: 4,
      },
    ],
    drawing: null,
    table: Array.from({ length: Math.min(200, hosts) }, (_, index) => hostRow(index)),
    trend: Array.from({ length: 30 }, (_, index) => ({
      at: new Date(Date.parse(SINCE) + index * 86_400_000).toISOString(),
      proven: 65 + index / 9,
      possible: 86 - index / 15,
    })),
    ...more,
  };
}

/** Nothing has ever reported, and nobody has done anything. */
export const emptySummary = (): Summary => ({
  ...fleetSummary(),
  comment: "",
  hosts: 0,
  scored: 0,
  score: null,
  before: null,
  lowest: null,
  highest: null,
  grades: [],
  towers: TOWERS.map((tower) => ({ tower, figures: null, before: null, held: null, because: null })),
  holdsBack: [],
  repaired: { total: 0, bySeverity: {}, first: [] },
  opened: 0,
  reopened: 0,
  findings: { open: 0, overdue: 0, bySeverity: {}, top: [] },
  plans: [],
  decisions: [],
  silent: { total: 0, first: [] },
  evidence: [],
  attestations: [],
  table: [],
  trend: [],
});
