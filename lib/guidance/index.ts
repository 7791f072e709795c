/** Guidance by check or measure, read once from `content/guidance`. */
import fs from "node:fs";
import path from "node:path";
import { parseGuidance } from "./parse";
import type { Guidance } from "./shape";

const shared = globalThis as typeof globalThis & { rampartGuidance?: Map<string, Guidance> };

/** Every entry by what it is for: `lynis:SSH-7408:PermitRootLogin`, `measure:integrity.malware-checks`. */
export function allGuidance(): ReadonlyMap<string, Guidance> {
  shared.rampartGuidance ??= readAll(path.join(process.cwd(), "content", "guidance"));
  return shared.rampartGuidance;
}

/** The entry of a check, or of the test that it is an option of. */
export function guidanceFor(key: string): Guidance | null {
  const all = allGuidance();
  return all.get(key) ?? all.get(key.split(":").slice(0, 2).join(":")) ?? null;
}

function readAll(folder: string): Map<string, Guidance> {
  const entries = new Map<string, Guidance>();
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"));
  for (const file of files) {
    if (file === "README.md") continue;
    const entry = parseGuidance(fs.readFileSync(path.join(folder, file), "utf8"), file);
    const place = placeOf(entry.for);
    if (place !== file.split(path.sep).join("/"))
      throw new Error(`${file}: it is for ${entry.for}, whose place is ${place}`);
    entries.set(entry.for, entry);
  }
  return entries;
}

/** `lynis:SSH-7408:Port` → `lynis/SSH-7408/Port.md` */
function placeOf(subject: string): string {
  const [kind = "", id = "", ...option] = subject.split(":");
  if (kind === "measure") return `measures/${id}.md`;
  return option.length > 0 ? `lynis/${id}/${option.join(":")}.md` : `lynis/${id}.md`;
}
