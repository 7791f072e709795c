/** Output of unhide, unhide-tcp and unhide_rb, line by line. Grammar: unhide-linux*.c, unhide-tcp*.c, unhide_rb.c, unhide-output.c. */
import { eachLine } from "@/lib/importers/read/text";
import { isoTime } from "@/lib/importers/times";
import type { Refusal } from "@/lib/importers/types";

type Tool = "unhide" | "unhide-tcp" | "unhide_rb";

export interface Seen {
  tool: Tool;
  version: string | null;
  /** Headings: what it looked for. */
  processes: boolean;
  fakes: boolean;
  tcp: boolean;
  udp: boolean;
  rb: boolean;
  /** `No hidden processes found!` of unhide_rb. */
  nothing: boolean;
  aborted: boolean;
  startedAt: string | null;
  endedAt: string | null;
  /** A log file has a last line, the standard output has none. */
  logged: boolean;
  refusal: Refusal | null;
  hidden: Map<string, string[]>;
  fake: Map<string, string[]>;
  ports: Map<string, string[]>;
}

const MOST = 200;

const PATTERNS = {
  banner: /^Unhide(-tcp|_rb|-linux)? v?(\d[\w.]{0,20})/,
  hidden: /^Found HIDDEN PID: (\d{1,10})/,
  suspicious: /^Suspicious PID +(\d{1,10}):/,
  fake: /^Found FAKE PID: (\d{1,10})(?:\t+| +)?(.*)$/,
  port: /^Found Hidden port that not appears? in (\w{1,10}): (\d{1,5})/,
  count: /^(\d{1,9}) HIDDEN Processes Found/,
  time: /^unhide\S* scan (starting|ending) at: (\d\d:\d\d:\d\d), (\d{4}-\d\d-\d\d)/,
};

/** What one output says. Errors (returned): those of `eachLine`. */
export function look(text: string): Seen | Refusal {
  const reader = new Reader();
  return eachLine(text, (line) => reader.line(line)) ?? reader.seen;
}

class Reader {
  readonly seen: Seen = {
    tool: "unhide",
    version: null,
    processes: false,
    fakes: false,
    tcp: false,
    udp: false,
    rb: false,
    nothing: false,
    aborted: false,
    startedAt: null,
    endedAt: null,
    logged: false,
    refusal: null,
    hidden: new Map(),
    fake: new Map(),
    ports: new Map(),
  };
  /** The lines of the last finding; further lines are indented. */
  private last: string[] | null = null;
  private protocol = "";

  line(line: string): null {
    const said = line.trim();
    if (said === "") return null;
    if (/^\s/.test(line) && this.last) {
      if (this.last.length < 10) this.last.push(said);
      return null;
    }
    this.last = null;
    if (!this.heading(said.replace(/^\[\*\]/, ""))) this.finding(said);
    return null;
  }

  private heading(said: string): boolean {
    const { seen } = this;
    const protocol = /^Starting (TCP|UDP) checking/.exec(said)?.[1]?.toLowerCase();
    if (/^Searching for Fake processes/i.test(said)) seen.fakes = true;
    else if (/^Searching for Hidden processes|^Starting scanning using brute force/i.test(said))
      seen.processes = true;
    else if (protocol) {
      this.protocol = protocol;
      seen.tool = "unhide-tcp";
      if (protocol === "tcp") seen.tcp = true;
      else seen.udp = true;
    } else if (said === "Scanning for hidden processes...") {
      seen.tool = "unhide_rb";
      seen.rb = true;
    } else if (said === "No hidden processes found!") seen.nothing = true;
    else if (/^Warning : .*test aborted/.test(said)) seen.aborted = true;
    else if (said.includes("You must be root to run ")) seen.refusal = NO_ROOT;
    else return false;
    return true;
  }

  private finding(said: string): void {
    const { seen } = this;
    const banner = PATTERNS.banner.exec(said);
    const pid = PATTERNS.hidden.exec(said)?.[1] ?? PATTERNS.suspicious.exec(said)?.[1];
    const count = PATTERNS.count.exec(said)?.[1];
    const [, fake, command = ""] = PATTERNS.fake.exec(said) ?? [];
    const [, checker, port] = PATTERNS.port.exec(said) ?? [];
    if (banner && seen.version === null) {
      seen.version = banner[2] ?? null;
      if (banner[1] === "-tcp") seen.tool = "unhide-tcp";
      if (banner[1] === "_rb") seen.tool = "unhide_rb";
    } else if (pid) this.find(seen.hidden, pid);
    else if (count && count !== "0") this.find(seen.hidden, `${count} processes without a number`, said);
    else if (fake) this.find(seen.fake, fake, command);
    else if (port) this.find(seen.ports, `${this.protocol} ${port}`.trim(), `not seen by ${checker}`);
    else this.time(said);
  }

  private find(where: Map<string, string[]>, name: string, ...lines: string[]): void {
    this.last = where.get(name) ?? lines;
    if (where.size < MOST) where.set(name, this.last);
  }

  private time(said: string): void {
    const [, which, clock, day] = PATTERNS.time.exec(said) ?? [];
    if (!which) return;
    this.seen.logged = true;
    const at = isoTime(`${day} ${clock}`)?.at ?? null;
    if (which === "starting") this.seen.startedAt = at;
    else this.seen.endedAt = at;
  }
}

const NO_ROOT: Refusal = {
  code: "unhide-no-root",
  text: "This run of unhide was refused, because it was not started by root; bring the output of a run as root.",
};
