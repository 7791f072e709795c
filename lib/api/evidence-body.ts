/** Reads one evidence file: as the form field `file`, or as the body itself. */
import { MOST_FILE_BYTES } from "@/lib/commands/attach-file";
import type { FileInput } from "@/lib/importers/types";
import type { BodyReader } from "./body";
import { API_LIMITS } from "./limits";
import { problem, Reply } from "./reply";
import { readUpload, uploadBody } from "./upload";

/** The frame of a multipart body around its file. */
const FRAME_BYTES = 64 * 1024;
const LIMITS = {
  fileBytes: MOST_FILE_BYTES,
  files: 1,
  uploadBytes: MOST_FILE_BYTES + FRAME_BYTES,
  seconds: API_LIMITS.bodySeconds,
};

const binary = { type: "string", contentMediaType: "application/octet-stream" };

export const evidenceBody: BodyReader<FileInput> = {
  read: async (request) => {
    const files = await readUpload(request, LIMITS);
    if (files instanceof Reply) {
      if (files.body.code === "too-many-files") {
        return problem(413, "too-many-files", "Send one file at a time. Nothing was stored.");
      }
      return files.body.code === "no-file" ? noFile() : files;
    }
    return files[0] ?? noFile();
  },
  digest: (file) => uploadBody.digest([file]),
  describe: () => ({
    required: true,
    description: `One file of at most ${MOST_FILE_BYTES / 1024 / 1024} MB: a PNG, JPEG, WebP or GIF image, a PDF, plain text in UTF-8, CSV, JSON, ZIP, DOCX or XLSX; the body itself without Content-Encoding.`,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object",
          required: ["file"],
          properties: { file: binary },
          additionalProperties: false,
        },
      },
      "application/octet-stream": { schema: binary },
    },
  }),
};

const noFile = () => problem(400, "no-file", "Send a file: as the form field `file`, or as the body itself.");
