/** Reads bodies with an end: in bytes, in time and in depth. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { depthOf } from "@/lib/importers/read/json";
import { errorsOf, invalid } from "./input";
import { API_LIMITS } from "./limits";
import { type ProblemBody, problem, Reply } from "./reply";

/** How one kind of body is read, and how OpenAPI describes it. */
export interface BodyReader<B> {
  read(request: Request): Promise<B | Reply<ProblemBody>>;
  /** The same for the same body: what an Idempotency-Key is bound to. */
  digest(body: B): string;
  describe(): Record<string, unknown>;
}

type Stop = Reply<ProblemBody> | null;
type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Hands a body on, piece by piece, until its end or until something is wrong with it.
 * @param take may stop the reading with an answer
 * @returns the answer where it was stopped: 413 beyond the cap, 408 after the time, 415 for an encoding, 400 when it breaks off
 */
export async function drain(
  request: Request,
  { most, seconds = API_LIMITS.bodySeconds }: { most: number; seconds?: number },
  take: (piece: Uint8Array) => Stop | Promise<Stop>,
): Promise<Stop> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") return encoded();
  if (Number(request.headers.get("content-length") ?? 0) > most) return tooLarge(most);
  if (!request.body) return null;
  const reader = request.body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Stop>((resolve) => {
    timer = setTimeout(() => resolve(tooSlow(seconds)), seconds * 1000);
  });
  const stop = await Promise.race([late, pump(reader, most, take)]).finally(() => clearTimeout(timer));
  if (stop?.status === 408) reader.releaseLock();
  else if (stop) void discard(reader);
  return stop;
}

/**
 * The rest of a refused body, thrown away. Many clients send everything before they read: a connection that stopped
 * taking it would be reset, and the answer with it.
 */
async function discard(reader: Reader): Promise<void> {
  const end = setTimeout(() => reader.releaseLock(), API_LIMITS.bodySeconds * 1000);
  let left: number = API_LIMITS.uploadBytes;
  while (left > 0) {
    const piece = await reader.read().catch(() => null);
    if (!piece || piece.done) break;
    left -= piece.value.length;
  }
  clearTimeout(end);
}

async function pump(
  reader: Reader,
  most: number,
  take: (piece: Uint8Array) => Stop | Promise<Stop>,
): Promise<Stop> {
  let total = 0;
  for (;;) {
    const piece = await reader.read().catch(() => null);
    if (piece === null) return problem(400, "body-incomplete", "The body broke off before its end.");
    if (piece.done) return null;
    total += piece.value.length;
    if (total > most) return tooLarge(most);
    const stop = await take(piece.value);
    if (stop) return stop;
  }
}

const encoded = (): Reply<ProblemBody> =>
  problem(415, "unsupported-encoding", "Send the body as it is, without Content-Encoding.", {
    headers: { "Accept-Encoding": "identity" },
  });

export const tooLarge = (most: number, what = "The body"): Reply<ProblemBody> =>
  problem(413, "too-large", `${what} is larger than ${sizeOf(most)}. Nothing was stored.`);

const sizeOf = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} KB`;

const tooSlow = (seconds: number): Reply<ProblemBody> =>
  problem(408, "too-slow", `The body took longer than ${seconds} seconds. Nothing was stored.`);

/** The whole body in one piece. */
export async function readBytes(
  request: Request,
  limits: { most: number; seconds?: number },
): Promise<Uint8Array | Reply<ProblemBody>> {
  const pieces: Uint8Array[] = [];
  const stop = await drain(request, limits, (piece) => {
    pieces.push(piece);
    return null;
  });
  return stop ?? Buffer.concat(pieces);
}

/** A JSON body of one shape. */
export const jsonBody = <S extends z.ZodType>(schema: S): BodyReader<z.output<S>> => ({
  read: async (request) => {
    const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (type !== "application/json") {
      return problem(415, "unsupported-media-type", "Send the body as application/json.");
    }
    const bytes = await readBytes(request, { most: API_LIMITS.jsonBytes });
    if (bytes instanceof Reply) return bytes;
    const value = parseJson(bytes);
    if (value instanceof Reply) return value;
    const read = schema.safeParse(value.json);
    return read.success ? read.data : invalid("body", errorsOf(read.error));
  },
  digest: (body) => createHash("sha256").update(JSON.stringify(body)).digest("hex"),
  describe: () => ({
    required: true,
    content: { "application/json": { schema: z.toJSONSchema(schema, { io: "input" }) } },
  }),
});

/** PostgreSQL holds no NUL in a text, and no half of a character in JSON. */
const UNHEARD = /[\0\p{Surrogate}]/u;

function isUnheard(value: unknown): boolean {
  if (typeof value === "string") return UNHEARD.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, one]) => UNHEARD.test(name) || isUnheard(one));
}

function parseJson(bytes: Uint8Array): { json: unknown } | Reply<ProblemBody> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (depthOf(text) > API_LIMITS.jsonDepth) {
      return invalid("body", [
        { path: "", message: `It is nested deeper than ${API_LIMITS.jsonDepth} levels` },
      ]);
    }
    const json: unknown = JSON.parse(text);
    // Such a character can only come escaped.
    if (text.includes("\\u") && isUnheard(json)) {
      return invalid("body", [{ path: "", message: "It holds a character that no text has" }]);
    }
    return { json };
  } catch {
    return invalid("body", [{ path: "", message: "It is no JSON in UTF-8" }]);
  }
}
