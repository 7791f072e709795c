/** Reads an upload: files in a multipart form, or one file as the body itself. All of it, or nothing. */
import { createHash } from "node:crypto";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText, cut } from "@/lib/importers/read/clean";
import type { FileInput } from "@/lib/importers/types";
import { type BodyReader, readBytes } from "./body";
import { API_LIMITS, type UploadLimits } from "./limits";
import { readMultipart } from "./multipart";
import { type ProblemBody, problem, Reply } from "./reply";

const USUAL: UploadLimits = {
  fileBytes: LIMITS.streamBytes,
  files: LIMITS.filesPerUpload,
  uploadBytes: API_LIMITS.uploadBytes,
  seconds: API_LIMITS.bodySeconds,
};

export async function readUpload(
  request: Request,
  limits: UploadLimits = USUAL,
): Promise<FileInput[] | Reply<ProblemBody>> {
  const type = request.headers.get("content-type") ?? "";
  const files = /^\s*multipart\/form-data/i.test(type)
    ? await readMultipart(request, type.trim(), limits)
    : await readRaw(request, limits);
  if (files instanceof Reply) return files;
  if (files.length === 0) {
    return problem(400, "no-file", "Send a report: as the form field `file`, or as the body itself.");
  }
  return files.map(({ name, bytes }) => {
    const path = cleanPath(name);
    return { name: cleanName(name), bytes, ...(path !== null && { path }) };
  });
}

async function readRaw(
  request: Request,
  { fileBytes, seconds }: UploadLimits,
): Promise<FileInput[] | Reply<ProblemBody>> {
  const bytes = await readBytes(request, { most: fileBytes, seconds });
  if (bytes instanceof Reply) return bytes;
  return bytes.length === 0 ? [] : [{ name: null, bytes }];
}

/** A name that a sender gave, as a hint for people: its last part, without control characters; null where nothing is left. */
export function cleanName(name: string | null | undefined): string | null {
  const last = cleanText(name ?? "")
    .replaceAll("\n", "")
    .split(/[\\/]/)
    .at(-1)
    ?.trim();
  return !last || last === "." || last === ".." ? null : cut(last, API_LIMITS.filenameCharacters);
}

/**
 * The folders that a sender named with a file, as a label: its parts cleaned, without empty, `.` and `..` ones; null
 * where it named none.
 */
function cleanPath(name: string | null | undefined): string | null {
  const parts = cleanText(name ?? "")
    .replaceAll("\n", "")
    .split(/[\\/]/)
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.length < 2 ? null : cut(parts.join("/"), API_LIMITS.filenameCharacters);
}

const binary = { type: "string", contentMediaType: "application/octet-stream" };

export const uploadBody: BodyReader<FileInput[]> = {
  read: (request) => readUpload(request),
  digest: (files) => {
    const digest = createHash("sha256");
    for (const { name, path, bytes } of files) {
      digest.update(JSON.stringify([path ?? name, createHash("sha256").update(bytes).digest("hex")]));
    }
    return digest.digest("hex");
  },
  describe: () => ({
    required: true,
    description: `At most ${USUAL.files} files of ${USUAL.fileBytes / 1024 / 1024} MB, ${USUAL.uploadBytes / 1024 / 1024} MB together, each a report or a zip, tar, gz or zst archive of reports; the body itself without Content-Encoding.`,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object",
          required: ["file"],
          properties: { file: { type: "array", minItems: 1, maxItems: USUAL.files, items: binary } },
          additionalProperties: false,
        },
      },
      "application/octet-stream": { schema: binary },
    },
  }),
};
