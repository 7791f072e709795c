/** What the parts of a page are, for readers who do not see it: the standard structure types of PDF. */

/** Without anything more to say of them. */
type Plain =
  | "H1"
  | "H2"
  | "H3"
  | "P"
  | "Span"
  | "Sect"
  | "L"
  | "LI"
  | "Lbl"
  | "LBody"
  | "Table"
  | "TR"
  | "TD";

export type Tag =
  /** The alternative is read where the letters alone say too little. A list may count its items. */
  | { type: Plain; alt?: string; numbered?: boolean }
  | { type: "TH"; scope: "Column" | "Row" }
  /** A drawing is one thing, whatever is in it. */
  | { type: "Figure"; alt: string }
  /** What is decoration. `running` stands on every page. */
  | { type: "Artifact"; running?: "Footer" | "Watermark" };

/**
 * Props for a component of React PDF, which knows none of ours: `<Text {...tagged("H1")}>`. A text without a tag is a
 * paragraph; a drawing without one is an artifact, as all lines and backgrounds are.
 */
export const tagged = (tag: Tag | Plain | "Artifact"): { tag: Tag } => ({
  tag: typeof tag === "string" ? { type: tag } : tag,
});
