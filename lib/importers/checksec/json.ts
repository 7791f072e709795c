/** The JSON of checksec: an object of 2.x, a list of 3.x. */
import { z } from "zod";
import { type Judged, kernelCheckOf, UNTOLD } from "./checks";
import type { Program } from "./values";

/** What a file spoke of. */
export type Found =
  | {
      kind: "programs";
      version: string | null;
      programs: Program[];
      folder: string | null;
      processes: boolean;
      unread: number;
    }
  | { kind: "kernel"; version: string; judged: Judged; selinux: string | null; unread: number };

const text = z.union([z.string(), z.number()]).transform(String).optional();
const program2 = z.object({
  name: text,
  relro: z.string(),
  canary: text,
  nx: text,
  pie: text,
  rpath: text,
  runpath: text,
  seccomp: text,
  fortify_source: text,
  "fortify-able": text,
});
const program3 = z.object({
  name: z.string(),
  checks: program2.omit({ name: true, "fortify-able": true, seccomp: true }).extend({ fortifyable: text }),
});
const option3 = z.object({
  name: z.string(),
  value: z.string(),
  desc: z.string().optional(),
  type: z.string(),
});
const kernel2 = z.object({
  kernel: z.record(z.string(), z.unknown()),
  selinux: z.object({ enabled: text }).optional(),
});

/** @returns null where it is no output of checksec */
export function foundInJson(value: unknown): Found | null {
  if (Array.isArray(value)) return ofVersion3(value);
  const kernel = kernel2.safeParse(value);
  if (kernel.success) {
    const entries = Object.entries(kernel.data.kernel);
    return kernelFound("2.x", entries, kernel.data.selinux?.enabled ?? null);
  }
  return typeof value === "object" && value !== null ? ofVersion2(Object.entries(value)) : null;
}

function ofVersion2(entries: [string, unknown][]): Found | null {
  const programs: Program[] = [];
  let folder: string | null = null;
  let pids = 0;
  let unread = 0;
  for (const [key, value] of entries) {
    const parsed = program2.safeParse(value);
    if (!parsed.success) {
      const named = key === "dir" ? z.object({ name: z.string() }).safeParse(value) : null;
      if (named?.success) folder = named.data.name;
      else unread += 1;
      continue;
    }
    const { name, fortify_source: fortify, "fortify-able": able, ...said } = parsed.data;
    const isProcess = /^\d+$/.test(key);
    if (isProcess) pids += 1;
    programs.push({
      name: isProcess ? (name ?? key) : key,
      said: { ...said, fortify },
      fortifiable: numberOf(able),
    });
  }
  if (programs.length === 0 && folder === null) return null;
  return {
    kind: "programs",
    version: "2.x",
    programs,
    folder,
    processes: pids > 0 && pids === programs.length,
    unread,
  };
}

function ofVersion3(list: unknown[]): Found | null {
  const options = list.map((entry) => option3.safeParse(entry)).filter(({ success }) => success);
  if (options.length > 0) {
    const rows = options.flatMap(({ data }) => (data ? [data] : []));
    const selinux = rows.find(({ type }) => type === "SELinux")?.value ?? null;
    const entries = rows
      .filter(({ type }) => type !== "SELinux")
      .map(({ name, value, desc }): [string, unknown, string?] => [name, value, desc]);
    const found = kernelFound("3.x", entries, selinux);
    return { ...found, unread: found.unread + list.length - options.length };
  }
  const programs: Program[] = [];
  let unread = 0;
  for (const entry of list) {
    const parsed = program3.safeParse(entry);
    if (!parsed.success) {
      unread += 1;
      continue;
    }
    const { fortify_source: fortify, fortifyable, ...said } = parsed.data.checks;
    programs.push({ name: parsed.data.name, said: { ...said, fortify }, fortifiable: numberOf(fortifyable) });
  }
  if (programs.length === 0) return null;
  // Several processes of one program, or one whose program is gone: only a list of processes has them.
  const names = new Set(programs.map(({ name }) => name));
  const processes = names.size < programs.length || programs.some(({ name }) => name.startsWith("/proc/"));
  return { kind: "programs", version: "3.x", programs, folder: null, processes, unread };
}

function kernelFound(
  version: string,
  entries: [string, unknown, string?][],
  selinux: string | null,
): Found & { kind: "kernel" } {
  const judged: Judged = { observations: [], definitions: [] };
  let unread = 0;
  for (const [option, word, description] of entries) {
    if (UNTOLD.has(option)) continue;
    if (typeof word !== "string" || option.trim() === "") {
      unread += 1;
      continue;
    }
    const { observations, definitions } = kernelCheckOf(option, word, description);
    judged.observations.push(...observations);
    judged.definitions.push(...definitions);
  }
  return { kind: "kernel", version, judged, selinux, unread };
}

function numberOf(word: string | undefined): number | null {
  const value = Number(word);
  return word === undefined || word.trim() === "" || !Number.isFinite(value) ? null : value;
}
