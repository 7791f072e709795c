/** Reads the files of a multipart form as they come in. Names, heads and boundaries are hostile. */
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import type { FileInput } from "@/lib/importers/types";
import { drain, tooLarge } from "./body";
import { API_LIMITS, type UploadLimits } from "./limits";
import { type ProblemBody, problem, type Reply } from "./reply";

const FIELD = "file";

type Stop = Reply<ProblemBody>;

/** @param type the Content-Type with its boundary */
export async function readMultipart(
  request: Request,
  type: string,
  limits: UploadLimits,
): Promise<FileInput[] | Stop> {
  const parser = openParser(type, limits);
  if (parser === null) return malformed("its boundary is missing");
  const files: (FileInput | null)[] = [];
  // What the parser finds wrong, to be told at the next piece.
  let stop: Stop | null = null;
  const fault = (found: Stop): void => {
    stop ??= found;
  };
  const finished = new Promise<void>((resolve) =>
    parser.once("finish", resolve).once("error", () => resolve()),
  );
  parser.on("error", () => fault(malformed("it breaks off before its end")));
  parser.on("field", () => fault(unexpectedField()));
  parser.on("filesLimit", () => fault(tooMany(limits.files)));
  parser.on("partsLimit", () => fault(tooMany(limits.files)));
  parser.on("file", (field: string | undefined, stream: BusboyFileStream, name: string | undefined) => {
    if (field !== FIELD) fault(unexpectedField());
    const place = files.push(null) - 1;
    collect(stream, fault, limits, (bytes) => {
      // A form that was sent without choosing a file has one that is called nothing and holds nothing.
      files[place] = bytes.length === 0 && !name ? null : { name: name ?? null, bytes };
    });
  });
  const broken = await drain(
    request,
    { most: limits.uploadBytes, seconds: limits.seconds },
    async (piece) => {
      await new Promise<void>((resolve) => parser.write(piece, () => resolve()));
      return stop;
    },
  );
  if (broken) return broken;
  parser.end();
  await finished;
  return stop ?? files.flatMap((file) => file ?? []);
}

function openParser(type: string, limits: UploadLimits): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { "content-type": type },
      preservePath: true,
      // A part of the right name is a file also where it carries no file name (`curl -F "file=<report"`).
      isPartAFile: (field, _type, name) => field === FIELD || name !== undefined,
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        fields: 1,
        fieldSize: 1024,
        parts: limits.files + 1,
        headerPairs: API_LIMITS.partHeads,
        headerSize: API_LIMITS.partHeadBytes,
      },
    });
  } catch {
    return null;
  }
}

function collect(
  stream: BusboyFileStream,
  fault: (found: Stop) => void,
  { fileBytes }: UploadLimits,
  done: (bytes: Uint8Array) => void,
): void {
  const pieces: Uint8Array[] = [];
  stream.on("data", (piece: Uint8Array) => pieces.push(piece));
  stream.on("limit", () => fault(tooLarge(fileBytes, "One of the files")));
  stream.on("error", () => fault(malformed("it breaks off within a file")));
  stream.on("end", () => done(Buffer.concat(pieces.splice(0))));
}

const malformed = (how: string): Stop =>
  problem(400, "malformed-multipart", `The form cannot be read: ${how}. Nothing was stored.`);

const tooMany = (files: number): Stop =>
  problem(413, "too-many-files", `Send at most ${files} files at once. Nothing was stored.`);

const unexpectedField = (): Stop =>
  problem(
    400,
    "unexpected-field",
    `The form takes the field \`${FIELD}\` only; everything else stands in the address. Nothing was stored.`,
  );
