/** Answers as plain values: what an endpoint gives back, and problems after RFC 9457. */
import { STATUS_CODES } from "node:http";
import { isPieces, type Pieces, streamOf } from "./pieces";

const ALWAYS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

/** One answer: JSON, the bytes of a file, or the pieces of one that is written while it is read. */
export class Reply<T = unknown> {
  constructor(
    readonly status: number,
    readonly body: T,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** @param failed told an error that comes when the answer has begun: the connection breaks off, and nobody else hears of it */
  response(failed: (error: unknown) => void = () => {}): Response {
    const { body, status } = this;
    const headers = { ...ALWAYS, ...this.headers };
    if (isPieces(body)) return new Response(streamOf(body, failed), { status, headers });
    if (body instanceof Uint8Array) return new Response(new Uint8Array(body), { status, headers });
    const type = status < 400 ? "application/json" : "application/problem+json";
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type, ...headers } });
  }
}

/** One thing that is wrong with what was sent. */
export interface FieldError {
  /** The parameter, or the place in the body: `items.0.name`. */
  path: string;
  message: string;
}

/** RFC 9457, with a stable `code` and whatever else the endpoint declares. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
  [more: string]: unknown;
}

/**
 * @param code stable, kebab-case
 * @param detail one sentence for people, ours: never the message of an inner error
 */
export function problem(
  status: number,
  code: string,
  detail: string,
  more: { headers?: Record<string, string>; members?: Record<string, unknown> } = {},
): Reply<ProblemBody> {
  const title = STATUS_CODES[status] ?? "Problem";
  const body = { type: "about:blank", title, status, detail, code, ...more.members };
  return new Reply(status, body, more.headers);
}

/** A file that a browser keeps, and never shows or runs. */
export const attachment = <T extends Uint8Array | Pieces>(
  bytes: T,
  name: string,
  type = "application/octet-stream",
): Reply<T> =>
  new Reply(200, bytes, {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 200)}"`,
    "Content-Security-Policy": "sandbox; default-src 'none'",
  });

/** The same sentence for what is not there and for what this viewer may not see. */
export const notFound = (): Reply<ProblemBody> => problem(404, "not-found", "There is no such thing here.");
