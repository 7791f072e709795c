/** TestResults: one run on one host, with a result for each rule. */
import type { Detail } from "@/lib/fortress/types";
import type { Attributes } from "@/lib/importers/read/xml";
import { outcomeOf, type Tally, tally } from "@/lib/importers/xccdf-outcomes";
import { kept, keptLines, type Part } from "./part";

/** What was said of one rule, all its instances together. */
export interface Seen extends Tally {
  severity: string | null;
  message: string;
  details: Detail[];
}

export interface TestResult {
  testSystem: string;
  start: string;
  end: string;
  version: string;
  /** The id of the benchmark. */
  benchmark: string;
  /** Where the benchmark was read from. */
  file: string;
  profile: string;
  /** The id of the ARF report around it. */
  report: string;
  targets: string[];
  assets: string[];
  platforms: string[];
  facts: Map<string, string>;
  /** Whether the identity that ran it had rights; null where nobody says. */
  privileged: boolean | null;
  identity: string;
  scores: { system: string; maximum: string; value: string }[];
  /** By whole rule id. */
  rules: Map<string, Seen>;
  /** Results that name no rule. */
  nameless: number;
  /** Rules that were left out, because they were not selected or ask for no verdict. */
  leftOut: number;
  closed: boolean;
}

/** More would not fit into memory; a fleet of 2,000 hosts with 250 selected rules each does. */
const RESULTS = 500_000;
const FEW = 10;
const DETAILS = 20;
const FACTS = 50;
const ID = 1_000;

/** Facts that are looked at, by the end of their names. */
const FACT = /(?:scanner:name|scanner:version|fqdn|host_?name|machine[-_]id)$/i;

const short = (text: string | undefined): string => kept(text ?? "", ID);

const newResult = (attributes: Attributes, report: string): TestResult => ({
  testSystem: short(attributes["test-system"]),
  start: short(attributes["start-time"]),
  end: short(attributes["end-time"]),
  version: short(attributes.version),
  benchmark: "",
  file: "",
  profile: "",
  report,
  targets: [],
  assets: [],
  platforms: [],
  facts: new Map(),
  privileged: null,
  identity: "",
  scores: [],
  rules: new Map(),
  nameless: 0,
  leftOut: 0,
  closed: false,
});

/** A `rule-result` that is being read. */
interface Pending {
  idref: string;
  severity: string | null;
  result: string;
  messages: string[];
  instances: string[];
  marks: Detail[];
}

/** Reads one `TestResult` after the other into `results`. */
export class ResultReader implements Part {
  readonly results: TestResult[] = [];
  /** Too many rule-results to hold. */
  full = false;
  private now: TestResult = newResult({}, "");
  private rule: Pending | null = null;
  private label = "";
  private attributes: Attributes = {};
  private count = 0;

  /** @param report the id of the ARF report around it, else empty */
  begin(attributes: Attributes, report: string): this {
    this.now = newResult(attributes, report);
    this.rule = null;
    this.results.push(this.now);
    return this;
  }

  open(name: string, attributes: Attributes, level: number): "text" | undefined {
    if (this.rule) return this.inRule(name, attributes, level);
    if (level === 1) return this.inResult(name, attributes);
    const fact = level === 2 && name === "fact" ? attributes.name : undefined;
    if (fact === undefined || !FACT.test(fact) || this.now.facts.size >= FACTS) return undefined;
    this.label = fact;
    return "text";
  }

  private inResult(name: string, attributes: Attributes): "text" | undefined {
    const { now } = this;
    switch (name) {
      case "rule-result":
        this.rule = {
          idref: attributes.idref ?? "",
          severity: attributes.severity ?? null,
          result: "",
          messages: [],
          instances: [],
          marks: [],
        };
        return undefined;
      case "benchmark":
        now.benchmark = short(attributes.id);
        now.file = short(attributes.href);
        return undefined;
      case "profile":
        now.profile = short(attributes.idref);
        return undefined;
      case "platform":
        if (now.platforms.length < 100) now.platforms.push(short(attributes.idref));
        return undefined;
      case "target-id-ref":
        if (now.assets.length < FEW) now.assets.push(short(attributes.name));
        return undefined;
      case "identity":
      case "score":
        this.attributes = attributes;
        return "text";
      case "target":
        return "text";
      default:
        return undefined;
    }
  }

  private inRule(name: string, attributes: Attributes, level: number): "text" | undefined {
    if (level === 2 && name === "result") return "text";
    if (level === 2 && (name === "message" || name === "instance" || name === "ident")) return "text";
    // The script check engine (SCE) puts what a script printed here.
    const printed = level === 3 && name === "check-import" && attributes["import-name"] === "stdout";
    return printed && this.rule && outcomeOf(this.rule.result) === "fail" ? "text" : undefined;
  }

  close(name: string, text: string, level: number): void {
    const { now, rule } = this;
    if (rule) {
      if (level === 1) this.endRule(rule);
      else if (level === 2 && name === "result") rule.result = kept(text, 30);
      else if (level === 2 && name === "message" && rule.messages.length < FEW) rule.messages.push(text);
      else if (level === 2 && name === "instance" && rule.instances.length < FEW) rule.instances.push(text);
      else if (level === 2 && name === "ident" && rule.marks.length < FEW && text !== "")
        rule.marks.push({ name: "identifier", text: kept(text, 100) });
      else if (level === 3 && name === "check-import" && text.trim() !== "" && rule.marks.length < FEW)
        rule.marks.push({ name: "output", text: keptLines(text) });
    } else if (level === 1 && name === "target" && now.targets.length < FEW) now.targets.push(short(text));
    else if (level === 1 && name === "identity") {
      now.identity = kept(text, 100);
      now.privileged = truth(this.attributes.privileged);
    } else if (level === 1 && name === "score" && now.scores.length < FEW) {
      const { system, maximum } = this.attributes;
      now.scores.push({ system: short(system), maximum: short(maximum), value: short(text) });
    } else if (level === 2 && name === "fact" && this.label !== "") {
      if (text.trim() !== "") now.facts.set(kept(this.label, 200), short(text));
      this.label = "";
    }
  }

  private endRule({ idref, severity, result, messages, instances, marks }: Pending): void {
    this.rule = null;
    const { now } = this;
    const outcome = outcomeOf(result);
    if (outcome === null) {
      now.leftOut += 1;
      return;
    }
    const id = kept(idref, ID);
    if (id === "") {
      now.nameless += 1;
      return;
    }
    this.count += 1;
    this.full ||= this.count > RESULTS;
    if (this.full) return;
    const before = now.rules.get(id) ?? null;
    const seen: Seen = Object.assign(
      before ?? { severity: severity === null ? null : kept(severity, 20), message: "", details: [] },
      tally(before, outcome),
    );
    if (!before) now.rules.set(id, seen);
    const said = outcome === "pass" && before ? [] : messages.map((one) => keptLines(one));
    for (const message of said.filter((one) => one !== "")) {
      if (seen.message === "") seen.message = message;
      else if (message !== seen.message) seen.details.push({ name: "message", text: message });
    }
    if (outcome === "fail") {
      for (const one of instances) seen.details.push({ name: "instance", text: kept(one, 500) });
      seen.details.push(...marks);
    }
    if (seen.details.length > DETAILS) seen.details.length = DETAILS;
  }

  end(): void {
    this.now.closed = true;
  }
}

const truth = (word: string | undefined): boolean | null =>
  word === undefined ? null : /^\s*(?:true|1)\s*$/i.test(word);
