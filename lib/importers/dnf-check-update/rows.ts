/** The table of `dnf check-update`: rows, their wrapped parts, and what stands between them. */
import { FAILED, isAside, LEFT_OUT, nameOfNa } from "@/lib/importers/dnf";

export interface Row {
  name: string;
  version: string;
  repository: string;
  section: "updates" | "obsoleting" | "obsoleted";
}

export const HEADLINE = /^(?:Available [Uu]pgrades|Upgraded Packages|Updated Packages)$/;
const OTHER_LIST = /^(?:Installed|Available|Extra|Recent|Recently Added|Autoremove) [Pp]ackages$/;
const OBSOLETING = /^Obsoleting [Pp]ackages$/;
const SECURITY_ONLY = /\b(?:needed for security|security updates? needed)\b/;
const KERNEL = /^Security: (\S+) is (an installed security update|the currently running version)$/;

/** Reads line by line; a long name stands alone, and the rest of its row follows indented. */
export class Rows {
  readonly rows: Row[] = [];
  /** Repositories were left out. */
  leftOut = false;
  securityOnly = false;
  kernel: { installed: string | null; running: string | null } = { installed: null, running: null };
  private section: "updates" | "obsoleting" = "updates";
  private parts: string[] = [];
  private indented = false;

  /** @returns what the line was; `unread` also where it shows that the one before was none */
  add(line: string): "read" | "unread" | "failed" | "other-list" {
    const text = line.trim();
    if (text === "") return this.end();
    const parts = text.split(/\s+/, 5);
    const begins = nameOfNa(parts[0] ?? "") !== null && (this.parts.length === 0 || !/^\s/.test(line));
    if (!begins && this.parts.length > 0 && /^\s/.test(line)) return this.take(parts);
    if (begins) {
      const before = this.end();
      this.indented = /^\s/.test(line);
      return this.take(parts) === "unread" ? "unread" : before;
    }
    const before = this.end();
    return this.other(text) ?? before;
  }

  /** A row that goes on no further must be whole. */
  end(): "read" | "unread" {
    const open = this.parts.length > 0;
    this.parts = [];
    return open ? "unread" : "read";
  }

  private take(parts: string[]): "read" | "unread" {
    this.parts.push(...parts);
    const [na = "", version = "", repository = "", ...more] = this.parts;
    if (more.length > 0) return this.end();
    if (repository === "") return "read";
    this.parts = [];
    const name = nameOfNa(na);
    if (name === null || !/\d/.test(version)) return "unread";
    const section = this.section === "updates" ? "updates" : this.indented ? "obsoleted" : "obsoleting";
    this.rows.push({ name, version, repository, section });
    return "read";
  }

  private other(text: string): "unread" | "failed" | "other-list" | null {
    const kernel = KERNEL.exec(text);
    if (kernel?.[2]?.startsWith("an")) this.kernel.installed = kernel[1] ?? null;
    else if (kernel) this.kernel.running = kernel[1] ?? null;
    else if (OBSOLETING.test(text)) this.section = "obsoleting";
    else if (SECURITY_ONLY.test(text)) this.securityOnly = true;
    else if (LEFT_OUT.test(text)) this.leftOut = true;
    else if (FAILED.test(text)) return "failed";
    else if (OTHER_LIST.test(text)) return "other-list";
    else if (!isAside(text) && !HEADLINE.test(text)) return "unread";
    return null;
  }
}
