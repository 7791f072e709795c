/** What an evidence pack consists of: its names, its manifest and how it is verified. Pure; names come from outside. */
import { z } from "zod";

const time = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const delivery = z.object({
  report: z.uuid(),
  source: z.string(),
  tool: z.string(),
  version: z.string().nullable(),
  /** When it was true, and when it came. */
  observedAt: time,
  receivedAt: time,
  /** Null: it was moved here from another host. */
  deliveredBy: z.string().nullable(),
  via: z.string().nullable(),
  /** Of the file as it was delivered; the original kept may lack credentials, which are removed. */
  deliveredSha256: hash,
});

const file = z.object({
  path: z.string(),
  sha256: hash,
  size: z.number().int(),
  /** Of an original: whose, and the reports that were read from it. */
  host: z.object({ id: z.uuid(), name: z.string() }).optional(),
  reports: z.array(delivery).optional(),
  /** Of an evidence file of a person. */
  attachedTo: z.object({ kind: z.string(), id: z.uuid() }).optional(),
  addedBy: z.string().optional(),
  addedAt: time.optional(),
});
export type ManifestFile = z.infer<typeof file>;

export const manifestSchema = z.object({
  format: z.literal("rampart-evidence-1"),
  title: z.string(),
  scope: z.string(),
  /** The days whose evidence it holds, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  madeAt: time,
  madeBy: z.string(),
  /** What is not in it, and why. */
  leftOut: z.array(z.string()),
  /** The key of the instance that made it, by the hash of its public half in DER. */
  signedWith: z.object({ algorithm: z.literal("Ed25519"), publicKeySha256: hash }),
  files: z.array(file),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** One file in the manifest: a line of JSON, so that thousands of them are held as text. */
export const fileLine = (entry: ManifestFile): string => `    ${JSON.stringify(file.parse(entry))}`;

/** @param lines of `fileLine` */
export function manifestText(head: Omit<Manifest, "files">, lines: readonly string[]): string {
  const open = JSON.stringify(head, null, 2).slice(0, -"\n}".length);
  return `${open},\n  "files": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** A line of `SHA256SUMS`. */
export const sumLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`;

/** A part of a path: never another folder, never hidden, never a name that some system keeps for itself. */
export function pathPart(text: string, most = 60): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+/, "")
    .slice(0, most)
    .replace(/[-.]+$/, "");
  if (plain === "") return "unnamed";
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `x-${plain}` : plain;
}

/** Endings of reports. Any other one may be what a system runs or shows when somebody opens it. */
const ENDINGS = new Set(
  "arf,conf,csv,dat,json,jsonl,list,log,md,ndjson,nessus,out,sarif,tsv,txt,xml,yaml,yml".split(","),
);

/** What comes after the last dot, where reports end so. */
export function endingOf(filename: string | null): string {
  const ending = /\.([a-z0-9]{1,6})$/i.exec(filename ?? "")?.[1]?.toLowerCase() ?? "";
  return ENDINGS.has(ending) ? ending : "txt";
}

/** The name of a file as a part of a path, its ending kept: `screenshot.png`. */
export function pathName(filename: string, most = 100): string {
  const [, stem = filename, ending = ""] = /^(.+)(\.[A-Za-z0-9]{1,6})$/s.exec(filename) ?? [];
  return pathPart(stem, most - ending.length) + ending;
}

/** `originals/web-01/2026-11-21-lynis-0f3ac9b1.dat` */
export const originalPath = (
  folder: string,
  {
    observedAt,
    source,
    hash: of,
    filename,
  }: Record<"observedAt" | "source" | "hash", string> & {
    filename: string | null;
  },
): string =>
  `originals/${folder}/${observedAt.slice(0, 10)}-${pathPart(source, 40)}-${of.slice(0, 8)}.${endingOf(filename)}`;

/** The same path never twice: what comes second gets a number. Names that differ in case only are the same to some systems. */
export function uniquely(): (path: string) => string {
  const taken = new Set<string>();
  return (path) => {
    let free = path;
    for (let number = 2; taken.has(free.toLowerCase()); number++) {
      const dot = path.lastIndexOf(".");
      free =
        dot > path.lastIndexOf("/")
          ? `${path.slice(0, dot)}-${number}${path.slice(dot)}`
          : `${path}-${number}`;
    }
    taken.add(free.toLowerCase());
    return free;
  };
}

/** In the unpacked folder, beside `evidence-key.pem`: the signature, then every file, then that there is no other. */
export const VERIFY_LINE = `node -e 'const f=require("fs"),c=require("crypto"),m=f.readFileSync("manifest.json"),n=new Set(["manifest.json","manifest.sig","SHA256SUMS","SHA256SUMS.sig","evidence-key.pem"]);if(!c.verify(null,m,f.readFileSync("evidence-key.pem"),f.readFileSync("manifest.sig")))throw"The signature is wrong";for(const x of JSON.parse(m).files){n.add(x.path);if(c.createHash("sha256").update(f.readFileSync(x.path)).digest("hex")!==x.sha256)throw x.path+" was changed"}for(const x of f.readdirSync(".",{recursive:true}))if(!n.has(x)&&!f.lstatSync(x).isDirectory())throw x+" does not belong to it";console.log("All files are as they were signed")'`;

/** The same with OpenSSL 3 and coreutils; it names what was changed and what does not belong to it. */
export const SHELL_LINE = `openssl pkeyutl -verify -pubin -inkey evidence-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig && sha256sum --check --quiet --strict SHA256SUMS && ! { cut -c67- SHA256SUMS; find . ! -type d | cut -c3-; } | sort | uniq -u | grep -vxE 'SHA256SUMS(\\.sig)?|evidence-key\\.pem'`;

/** @param keyAddress where the public key is found */
export const verifyNote = (keyAddress: string): string => `# How to verify this evidence

\`manifest.json\` names every file in here with its SHA-256, and who delivered it when; \`SHA256SUMS\` is the same list as
\`sha256sum\` reads it. \`manifest.sig\` and \`SHA256SUMS.sig\` are their Ed25519 signatures by the Rampart that made this pack. A
file that they do not name does not belong to it.

1. Get the public key from that Rampart itself, not from whoever gave you the pack, and put it beside the manifest:

   \`\`\`
   curl -fsSo evidence-key.pem ${keyAddress}
   \`\`\`

2. In the folder into which it alone was unpacked, with OpenSSL 3 and coreutils:

   \`\`\`
   ${SHELL_LINE}
   \`\`\`

   It says "Signature Verified Successfully" and nothing else. Or with Node.js 20 or newer:

   \`\`\`
   ${VERIFY_LINE}
   \`\`\`

Reports are in \`originals\` as they came, less credentials that some tools write into them; the hash of the file as it was
delivered stands beside. They were written by the hosts that they speak of: open them as text.
`;
