/** One pass over an XCCDF or ARF document: rules, results and assets, and nothing else of it. */
import { LIMITS } from "@/lib/importers/limits";
import { type Attributes, readXml } from "@/lib/importers/read/xml";
import type { Refusal } from "@/lib/importers/types";
import { kept, type Part } from "./part";
import { ResultReader, type TestResult } from "./results";
import { type Rule, RuleReader } from "./rules";

export interface Collected {
  /** The name of the root element, without prefix; empty where there is none. */
  root: string;
  /** Of the root, where it is a benchmark. */
  benchmark: string;
  rules: ReadonlyMap<string, Rule>;
  results: readonly TestResult[];
  /** ARF: the name of each asset, by its id. */
  assets: ReadonlyMap<string, string>;
  /** ARF: the asset that a report is about, by the report's id. */
  about: ReadonlyMap<string, string>;
  /** Why the document could not be read to its end. */
  broken: Refusal | null;
}

const MANY = 20_000;
const ID = 1_000;

/** `arf:asset`, with the fully qualified name before the short one. */
class AssetReader implements Part {
  readonly assets = new Map<string, string>();
  private id = "";
  private fqdn = "";
  private hostname = "";

  begin(attributes: Attributes): this {
    this.id = kept(attributes.id ?? "", ID);
    this.fqdn = "";
    this.hostname = "";
    return this;
  }

  open(name: string): "text" | undefined {
    return name === "fqdn" || name === "hostname" ? "text" : undefined;
  }

  close(name: string, text: string): void {
    if (name === "fqdn") this.fqdn ||= kept(text, ID);
    else if (name === "hostname") this.hostname ||= kept(text, ID);
  }

  end(): void {
    const name = this.fqdn || this.hostname;
    if (this.id !== "" && name !== "" && this.assets.size < MANY) this.assets.set(this.id, name);
  }
}

/** `core:relationship` of the type `isAbout`: which asset a report speaks of. */
class RelationshipReader implements Part {
  readonly about = new Map<string, string>();
  private subject = "";

  begin(attributes: Attributes): this {
    const isAbout = /(?:^|:)isAbout$/.test(attributes.type ?? "");
    this.subject = isAbout ? kept(attributes.subject ?? "", ID) : "";
    return this;
  }

  open(name: string): "text" | undefined {
    return name === "ref" && this.subject !== "" ? "text" : undefined;
  }

  close(name: string, text: string): void {
    if (name !== "ref" || this.subject === "" || this.about.size >= MANY) return;
    if (!this.about.has(this.subject)) this.about.set(this.subject, kept(text, ID));
  }

  end(): void {}
}

/**
 * Reads the whole document. A result that was begun before it broke off is among the results, not `closed`.
 * Errors (in `broken`): those of `readXml`, `too-many-reports`, `too-many-observations`.
 */
export function collect(bytes: Uint8Array): Collected {
  const rules = new RuleReader();
  const results = new ResultReader();
  const assets = new AssetReader();
  const relationships = new RelationshipReader();
  let root = "";
  let benchmark = "";
  let report = "";
  let part: Part | null = null;
  let base = 0;

  const begin = (name: string, attributes: Attributes): Part | null => {
    switch (name) {
      case "Rule":
        return rules.begin(attributes);
      case "TestResult":
        return results.begin(attributes, report);
      case "asset":
        return assets.begin(attributes);
      case "relationship":
        return relationships.begin(attributes);
      case "report":
        report = kept(attributes.id ?? "", ID);
        return null;
      default:
        return null;
    }
  };

  const broken = readXml(bytes, {
    open(name, attributes, depth) {
      if (part) return part.open(name, attributes, depth - base);
      if (depth === 1) {
        root = name;
        if (name === "Benchmark") benchmark = kept(attributes.id ?? "", ID);
      }
      part = begin(name, attributes);
      if (part) base = depth;
      return results.results.length > LIMITS.reportsPerFile ? TOO_MANY_REPORTS : undefined;
    },
    close(name, text, depth) {
      if (!part) return undefined;
      if (depth > base) part.close(name, text, depth - base);
      else {
        part.end();
        part = null;
      }
      return results.full ? TOO_MANY_RESULTS : undefined;
    },
  });
  return {
    root,
    benchmark,
    rules: rules.rules,
    results: results.results,
    assets: assets.assets,
    about: relationships.about,
    broken,
  };
}

const TOO_MANY_REPORTS: Refusal = {
  code: "too-many-reports",
  text: `This file holds more than ${LIMITS.reportsPerFile} results; bring it in parts.`,
};
const TOO_MANY_RESULTS: Refusal = {
  code: "too-many-observations",
  text: "This file holds more results of rules than can be read at once; bring it in parts.",
};
