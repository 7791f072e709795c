/** From what zypper lists to exposures: packages with a newer version, and patches that the host needs. */
import type { Detail, Exposure } from "@/lib/fortress/types";
import { severityOfWord } from "../severity";
import { detail, vulnerability, waitingUpdate } from "../updates";

export interface PackageEntry {
  name: string;
  installed: string | null;
  candidate: string | null;
  repository: string | null;
}

export interface PatchEntry {
  /** `SUSE-SLE-Module-Basesystem-15-SP6-2026-1234` */
  id: string;
  category: string;
  severity: string;
  status: string;
  repository: string | null;
  summary: string;
  cves: string[];
}

/** A name of a package or a patch. */
export const NAME = /^[A-Za-z0-9_][^\s|]{0,200}$/;

/** The list itself, whatever its form. */
export interface Listed {
  packages: PackageEntry[];
  patches: PatchEntry[];
}

export const packageExposure = ({ name, installed, candidate, repository }: PackageEntry): Exposure =>
  waitingUpdate({ name, installed, candidate, origin: repository, security: null });

/** What is done, or is nothing for this host. */
const SETTLED = /^(?:applied|installed|not needed|not relevant|not applicable|undecided|satisfied)$/i;

/** A patch that closes vulnerabilities is one by its own id; any other is an update of low weight. None for a settled one. */
export function patchExposure(patch: PatchEntry): Exposure[] {
  const { id, category, severity, status, repository, summary, cves } = patch;
  if (SETTLED.test(status)) return [];
  const name = packageOf(summary) ?? id;
  const details: Detail[] = [
    ...detail("from", repository),
    ...cves.slice(0, 50).map((cve) => ({ name: "closes", text: cve })),
    ...(/^(?:unwanted|locked)$/i.test(status) ? detail("status", status) : []),
  ];
  if (/^security$/i.test(category))
    return [
      vulnerability({ package: name, id, severity: severityOfWord(severity), title: summary, details }),
    ];
  return [waitingUpdate({ name, security: false, details: [{ name: "patch", text: id }, ...details] })];
}

const SUBJECT = /^(?:security|recommended|optional|feature)\s+update for (?:the )?(\S+)/i;

/** The package that `Security update for openssl-3` speaks of. */
function packageOf(summary: string): string | null {
  if (/^[a-z]+\s+update for (?:the )?linux kernel/i.test(summary)) return "kernel";
  const name = SUBJECT.exec(summary)?.[1]?.replace(/[,.;:]$/, "") ?? "";
  if (/^(?:an?|all|several|various|multiple|some)$/i.test(name)) return null;
  return name.length <= 100 && /^[A-Za-z0-9][\w.+-]*$/.test(name) ? name : null;
}
