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
  files: z.array(
    z.object({
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
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest["files"][number];

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

/** What comes after the last dot, where that is an ending that files have. */
export const endingOf = (filename: string | null): string =>
  /\.([a-z0-9]{1,6})$/i.exec(filename ?? "")?.[1]?.toLowerCase() ?? "txt";

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

/** In the unpacked folder, beside `evidence-key.pem`: the signature, then every file. */
export const VERIFY_LINE = `node -e 'const f=require("fs"),c=require("crypto"),m=f.readFileSync("manifest.json");if(!c.verify(null,m,f.readFileSync("evidence-key.pem"),f.readFileSync("manifest.sig")))throw"The signature is wrong";for(const x of JSON.parse(m).files)if(c.createHash("sha256").update(f.readFileSync(x.path)).digest("hex")!==x.sha256)throw x.path+" was changed";console.log("All files are as they were signed")'`;

/** The signature alone, where there is OpenSSL 3. */
export const OPENSSL_LINE =
  "openssl pkeyutl -verify -pubin -inkey evidence-key.pem -rawin -in manifest.json -sigfile manifest.sig";

/** And then the files. */
const SUMS_LINE = `jq -r '.files[] | "\\(.sha256)  \\(.path)"' manifest.json | sha256sum --check --quiet`;

/** @param keyAddress where the public key is found */
export const verifyNote = (keyAddress: string): string => `# How to verify this evidence

\`manifest.json\` names every file in here with its SHA-256, and who delivered it when. \`manifest.sig\` is the Ed25519
signature of the manifest by the Rampart that made this pack. A file that the manifest does not name does not belong to it.

1. Get the public key from that Rampart itself, not from whoever gave you the pack, and put it beside the manifest:

   \`\`\`
   curl -fsSo evidence-key.pem ${keyAddress}
   \`\`\`

2. In the unpacked folder, with Node.js:

   \`\`\`
   ${VERIFY_LINE}
   \`\`\`

   or with OpenSSL 3, jq and coreutils:

   \`\`\`
   ${OPENSSL_LINE} &&
   ${SUMS_LINE}
   \`\`\`

Reports are in \`originals\` as they came, less credentials that some tools write into them; the hash of the file as it was
delivered stands beside. They were written by the hosts that they speak of: open them as text.
`;
