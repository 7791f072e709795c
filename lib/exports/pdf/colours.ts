/** The colours of the PDF: those of the drawing in print, and those of its words. All of them stay apart in grey. */

/** As `components/fortress/fortress.css` has them for print. */
export const DRAWING: Readonly<Record<string, string>> = {
  ink: "#000",
  soft: "#444",
  line: "#ddd",
  paper: "#fff",
  void: "#000",
  joint: "#777",
  rule: "#777",
  stone: "#c4c9d2",
  "stone-cool": "#b6bcc8",
  "stone-warm": "#d0d5dd",
  unproven: "#6b4606",
  failed: "#8a2c14",
  held: "#8a2c14",
  own: "#243f96",
};

export const INK = "#14181f";
export const SOFT = "#4a5361";
export const LINE = "#d5d9df";
export const ACCENT = "#243f96";
/** Behind what is said in front of all. */
export const TINT = "#f3f4f6";
/** Behind everything: read through, never instead of it. */
export const WATERMARK = "#e3e5e9";
