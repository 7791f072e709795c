/** Rules of a benchmark: what a result calls by `idref` and does not say again. */
import type { Detail } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import type { Attributes } from "@/lib/importers/read/xml";
import { referenceOf } from "@/lib/importers/xccdf-catalogue";
import { kept, type Part } from "./part";

export interface Rule {
  title: string;
  severity: string | null;
  /** Numbers in other lists: CCE, CVE, CIS, ANSSI. */
  marks: Detail[];
}

/** The largest known content, a patch list of one distribution, has some ten thousand. */
const RULES = 50_000;
const MARKS = 6;
const ID_CHARACTERS = 1_000;

/** Reads one `Rule` after the other into `rules`, by their whole ids; the first of two counts. */
export class RuleReader implements Part {
  readonly rules = new Map<string, Rule>();
  private id = "";
  private rule: Rule = { title: "", severity: null, marks: [] };
  private english = false;
  private mark = "";

  begin(attributes: Attributes): this {
    this.id = kept(attributes.id ?? "", ID_CHARACTERS);
    this.rule = {
      title: "",
      severity: attributes.severity ? kept(attributes.severity, 20) : null,
      marks: [],
    };
    this.english = false;
    return this;
  }

  open(name: string, attributes: Attributes, level: number): "text" | undefined {
    if (level !== 1) return undefined;
    if (name === "title") {
      const english = attributes.lang === undefined || attributes.lang.startsWith("en");
      const wanted = this.rule.title === "" || (english && !this.english);
      this.mark = wanted ? "title" : "";
      if (wanted) this.english = english;
      return wanted ? "text" : undefined;
    }
    if (this.rule.marks.length >= MARKS) return undefined;
    if (name === "reference") this.mark = referenceOf(attributes.href ?? "") ?? "";
    else if (name === "ident") this.mark = "identifier";
    else return undefined;
    return this.mark === "" ? undefined : "text";
  }

  close(name: string, text: string, level: number): void {
    if (level !== 1 || this.mark === "") return;
    if (name !== "title" && name !== "reference" && name !== "ident") return;
    const said = kept(text, name === "title" ? LIMITS.titleCharacters : 100);
    if (this.mark === "title") this.rule.title = said;
    else if (said !== "") this.rule.marks.push({ name: this.mark, text: said });
    this.mark = "";
  }

  end(): void {
    if (this.id !== "" && this.rules.size < RULES && !this.rules.has(this.id))
      this.rules.set(this.id, this.rule);
  }
}
