/** The manifest that the collector puts beside its files: which command wrote each, when, and on which host. */
import { z } from "zod";
import { eachLine, readText } from "./read/text";
import { hostNamed } from "./report";
import { isoTime } from "./times";
import type { FileContext, FileInput, HostClaim } from "./types";

const MANIFEST = "rampart-manifest.tsv";
const FIRST_LINE = "rampart-collector\t1";
const OFFSET = /^([+-])(\d{2}):?([0-5]\d)$/;
/** Hours between the zones of the earth and UTC. */
const FURTHEST = 14;
const MACHINE_ID = /^[0-9a-f]{32}$/;

interface Manifest {
  host: HostClaim;
  /** Minutes east of UTC; undefined where the manifest does not say. */
  utcOffset: number | undefined;
  /** By the file's name within the manifest's folder. */
  files: ReadonlyMap<string, OfOneFile>;
}

/** What a manifest says of one file alone. */
type OfOneFile = Omit<FileContext, "host" | "utcOffset">;

/**
 * Gives the files of each folder with a manifest what it says of them, and takes the manifests out. A broken manifest is
 * left among the files, where it is refused as what nobody knows.
 */
export function withManifests(files: readonly FileInput[]): FileInput[] {
  const manifests = new Map<string, Manifest>();
  const read = new Set<FileInput>();
  for (const file of files) {
    if (nameOf(file) !== MANIFEST) continue;
    const manifest = readManifest(file.bytes);
    if (!manifest) continue;
    manifests.set(folderOf(file), manifest);
    read.add(file);
  }
  return files.flatMap((file) => {
    if (read.has(file)) return [];
    const manifest = manifests.get(folderOf(file));
    if (!manifest) return [file];
    const said = manifest.files.get(nameOf(file)) ?? {};
    const { host, utcOffset } = manifest;
    const zone = utcOffset === undefined ? {} : { utcOffset };
    return [{ ...file, context: { ...file.context, ...said, ...zone, host } }];
  });
}

const pathOf = ({ path, name }: FileInput): string => path ?? name ?? "";
const nameOf = (file: FileInput): string => pathOf(file).split("/").at(-1) ?? "";
const folderOf = (file: FileInput): string => pathOf(file).split("/").slice(0, -1).join("/");

/**
 * Reads `key<TAB>value` lines and `file<TAB>name<TAB>exit code<TAB>RFC 3339 end<TAB>command` lines below the first one.
 * @returns null where it is no manifest
 */
export function readManifest(bytes: Uint8Array): Manifest | null {
  const text = readText(bytes);
  if (!text.ok || text.text.split(/\r?\n/, 1)[0] !== FIRST_LINE) return null;
  const said = new Map<string, string>();
  const files = new Map<string, OfOneFile>();
  const refusal = eachLine(text.text, (line) => {
    const [key = "", value = "", exit = "", end = "", command = ""] = line.split("\t");
    if (key !== "file") said.set(key, value);
    else {
      const endedAt = isoTime(end)?.at;
      files.set(value, {
        command,
        ...(/^\d{1,3}$/.test(exit) && { exitCode: Number(exit) }),
        ...(endedAt && { endedAt }),
      });
    }
    return null;
  });
  if (refusal) return null;
  const or = (key: string): string | null => said.get(key)?.slice(0, 200) || null;
  const host = hostNamed(said.get("host"), {
    family: or("os-family"),
    name: or("os-name"),
    version: or("os-version"),
    kernel: or("kernel"),
  });
  const id = said.get("machine-id")?.toLowerCase() ?? "";
  const identifiers = MACHINE_ID.test(id) ? [{ kind: "machine-id" as const, value: id }] : [];
  return { host: { ...host, identifiers }, utcOffset: offsetOf(said.get("utc-offset")), files };
}

/** `+0200` or `-03:30` in minutes. */
function offsetOf(written: string | undefined): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(written ?? "") ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > FURTHEST * 60) return undefined;
  // Not -0, which is no 0 to everybody.
  return sign === "-" && offset > 0 ? -offset : offset;
}

const text = (most: number): z.ZodType<string | null> => z.string().max(most).nullable();

/** What is stored beside a report: its file's place, and the context where there is one. */
export const contextSchema = z.object({
  place: text(1_000).default(null),
  command: z.string().max(2_000).optional(),
  exitCode: z.number().int().optional(),
  endedAt: z.string().max(40).optional(),
  utcOffset: z
    .number()
    .int()
    .min(-FURTHEST * 60)
    .max(FURTHEST * 60)
    .optional(),
  host: z
    .object({
      name: text(253),
      identifiers: z.array(
        z.object({ kind: z.enum(["hostid2", "hostid", "machine-id"]), value: z.string().max(100) }),
      ),
      os: z.object({ family: text(200), name: text(200), version: text(200), kernel: text(200) }),
    })
    .optional(),
});
