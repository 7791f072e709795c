/** The one style of a share link, within its page: nothing else is loaded, and the policy names it by its hash. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const FILES = [
  "app/s/share.css",
  "components/fortress/fortress.css",
  "components/fortress/fortress-parts.css",
  "components/summary/summary.css",
  "components/summary/summary-print.css",
  "components/share/reader-view.css",
];

/** Without comments, imports and indents. */
const tight = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/@import[^;]*;/g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .trim();

function read(): { text: string; source: string } {
  const text = FILES.map((file) => tight(fs.readFileSync(path.join(process.cwd(), file), "utf8"))).join("");
  return { text, source: `'sha256-${createHash("sha256").update(text).digest("base64")}'` };
}

let made: ReturnType<typeof read> | undefined;

/** Read once: it changes with the program only. */
export const shareStyle = (): ReturnType<typeof read> => {
  made ??= read();
  return made;
};
