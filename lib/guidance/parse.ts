/** Reads one guidance file. Throws on any other shape: the content is ours, and a test reads all of it. */
import { parse as parseYaml } from "yaml";
import { frontMatterSchema, type Guidance, REPAIRS, SECTIONS } from "./shape";

/**
 * @param text a whole file
 * @param name for the message
 * @throws Error that says what is wrong where
 */
export function parseGuidance(text: string, name: string): Guidance {
  const split = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!split) throw new Error(`${name}: no front matter between --- lines`);
  const front = frontMatterSchema.safeParse(parseYaml(split[1] ?? ""));
  if (!front.success) {
    const [issue] = front.error.issues;
    throw new Error(`${name}: ${issue?.path.join(".")} ${issue?.message}`);
  }
  const [meaning, why, check, repair, breaks, undo] = cut(split[2] ?? "", "## ", SECTIONS, name);
  const [debian, redhat, ansible] = cut(repair ?? "", "### ", REPAIRS, name);
  const entry = {
    ...front.data,
    meaning: meaning ?? "",
    why: why ?? "",
    check: check ?? "",
    debian: debian ?? "",
    redhat: redhat ?? "",
    ansible: ansible ?? "",
    breaks: breaks ?? "",
    undo: undo ?? "",
  };
  for (const [section, language] of BLOCKS) {
    if (!entry[section].includes(`\`\`\`${language}\n`))
      throw new Error(`${name}: ${section} has no ${language} block`);
  }
  if (/<[a-z/!]/i.test(withoutCode(split[2] ?? ""))) throw new Error(`${name}: HTML is not allowed`);
  return entry;
}

const BLOCKS = [
  ["check", "sh"],
  ["debian", "sh"],
  ["redhat", "sh"],
  ["ansible", "yaml"],
  ["undo", "sh"],
] as const;

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, "").replace(/`[^`]*`/g, "");

/** The text below each heading; exactly these headings, in this order, none empty. Headings inside code do not count. */
function cut(text: string, mark: string, titles: readonly string[], name: string): string[] {
  const parts: { title: string; lines: string[] }[] = [];
  let code = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) code = !code;
    if (!code && line.startsWith(mark)) parts.push({ title: line.slice(mark.length).trim(), lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  const found = parts.map(({ title }) => title).join(", ");
  if (found !== titles.join(", "))
    throw new Error(`${name}: sections are "${found}", not "${titles.join(", ")}"`);
  return parts.map(({ title, lines }) => {
    const body = lines.join("\n").trim();
    if (body === "") throw new Error(`${name}: ${title} is empty`);
    return body;
  });
}
