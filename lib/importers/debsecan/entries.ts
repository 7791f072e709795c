/** From the lines of debsecan to known vulnerabilities, in whichever of its formats. */
import type { Detail, Exposure, Severity } from "@/lib/fortress/types";
import { vulnerability } from "../updates";
import { detailHeadOf, INSTALLED, type Notes, notesOf, reportHeadOf, SECTION, summaryOf } from "./grammar";

export interface Entry {
  id: string;
  package: string;
  notes: Notes;
  title?: string;
  installed?: string;
}

/** An urgency that nobody has assigned yet is not a low one. */
const SEVERITY = new Map<string | null, Severity>([
  ["high", "high"],
  ["medium", "medium"],
  ["low", "low"],
  ["unimportant", "low"],
]);

export function exposureOf({ id, package: name, notes, title, installed }: Entry): Exposure {
  const details: Detail[] = [
    ...(notes.fixed ? [{ name: "fix", text: "at hand in the suite" }] : []),
    ...(notes.remote ? [{ name: "remote", text: "exploitable over the network" }] : []),
    ...(notes.obsolete ? [{ name: "package", text: "no longer in the archive" }] : []),
  ];
  const severity = SEVERITY.get(notes.urgency) ?? "medium";
  return vulnerability({ package: name, id, severity, title, installed, details });
}

/** One reader for each format: takes a line and says whether it understood it. */
export interface Reader {
  entries: Entry[];
  line(line: string): boolean;
  end(): void;
}

export class SummaryReader implements Reader {
  readonly entries: Entry[] = [];
  line(line: string): boolean {
    const entry = summaryOf(line);
    if (entry) this.entries.push(entry);
    return entry !== null;
  }
  end(): void {}
}

/** Entries of several lines with a blank one behind each. */
export class DetailReader implements Reader {
  readonly entries: Entry[] = [];
  private head: { id: string; notes: Notes } | null = null;
  private title: string | undefined;
  line(line: string): boolean {
    const installed = INSTALLED.exec(line);
    if (installed && this.head) {
      const [, name = "", version = ""] = installed;
      this.entries.push({
        ...this.head,
        package: name,
        installed: version,
        ...(this.title && { title: this.title }),
      });
      return true;
    }
    if (/^ {2,}\S/.test(line)) {
      const last = this.entries.at(-1);
      if (line.trim() === "package is obsolete" && last) last.notes = { ...last.notes, obsolete: true };
      else if (/^ {2}\S/.test(line)) this.title ??= line.trim();
      return this.head !== null;
    }
    this.head = detailHeadOf(line);
    this.title = undefined;
    return this.head !== null;
  }
  end(): void {}
}

const FIXED_EARLIER = /^Fixed vulnerabilities$/;
const WITH_FIX = /security updates$/;
const OTHER_SECTION = /^Packages with invalid versions$/;

/** The letter to the administrator: sections of entries whose lists of packages wrap. */
export class ReportReader implements Reader {
  readonly entries: Entry[] = [];
  private fixed = false;
  private skip = false;
  private head: { id: string; title: string } | null = null;
  private packages = "";
  line(line: string): boolean {
    const section = SECTION.exec(line)?.[1];
    if (section !== undefined) {
      this.end();
      this.head = null;
      this.fixed = WITH_FIX.test(section);
      this.skip = FIXED_EARLIER.test(section) || OTHER_SECTION.test(section);
      return true;
    }
    if (line.startsWith("  - ")) {
      this.end();
      this.packages = line.slice(4);
    } else if (/^ {4}\S/.test(line)) this.packages += this.packages.length < 100_000 ? ` ${line.trim()}` : "";
    else if (/^\S/.test(line)) {
      this.end();
      this.head = reportHeadOf(line);
    }
    return true;
  }
  /** `a, b (remotely exploitable, low urgency)` */
  end(): void {
    const text = this.packages.trim();
    this.packages = "";
    if (text === "" || this.skip || !this.head) return;
    const at = text.endsWith(")") ? text.lastIndexOf("(") : -1;
    const notes = notesOf(at === -1 ? "" : text.slice(at + 1, -1));
    if (!notes) return;
    for (const part of (at === -1 ? text : text.slice(0, at)).split(",")) {
      const name = part.trim();
      if (!/^[a-z0-9][a-z0-9+.-]*$/.test(name)) continue;
      const { id, title } = this.head;
      this.entries.push({ id, package: name, title, notes: { ...notes, fixed: this.fixed } });
    }
  }
}
