/** Makes a route from a declaration: what it takes, what it gives and who may. OpenAPI reads the same declaration. */
import { v7 as uuid } from "uuid";
import type { z } from "zod";
import type { Action, Viewer } from "@/lib/auth/rights";
import type { Failure } from "@/lib/result";
import { admit } from "./admission";
import type { BodyReader } from "./body";
import { keyOf, once, requestHash } from "./idempotency";
import { readQuery } from "./input";
import type { Pieces } from "./pieces";
import { notFound, type ProblemBody, problem, Reply } from "./reply";
import { NOTHING } from "./schemas/common";

type Nothing = typeof NOTHING;

interface Input<P extends z.ZodObject, Q extends z.ZodObject, B> {
  params: z.output<P>;
  query: z.output<Q>;
  body: B;
}

type Outcome<R extends z.ZodType> =
  | z.input<R>
  | Reply<z.input<R> | ProblemBody | Uint8Array | Pieces>
  | Failure
  /** There is no such thing for this viewer. */
  | null;

/** What stands in the documentation. */
interface Description {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As in OpenAPI: `/api/v1/hosts/{id}`. */
  path: `/api/${string}`;
  /** What a client generator calls it. */
  name: string;
  tag: string;
  summary: string;
  details?: string;
  /** The answers that are no problems, by status. Left out: 200, with the summary. */
  answers?: Readonly<Record<number, string>>;
  /** Problems beyond those that every endpoint of its kind has. */
  problems?: Readonly<Record<number, string | { text: string; schema: z.ZodType }>>;
}

interface Declaration<P extends z.ZodObject, Q extends z.ZodObject, B, R extends z.ZodType>
  extends Description {
  params?: P;
  query?: Q;
  body?: BodyReader<B>;
  /** What leaves is parsed with it: nothing does that it does not name. Left out: a file. */
  response?: R;
  /** The media types of a file, each with what is in it where that is JSON. Left out: any bytes. */
  files?: Readonly<Record<string, z.ZodType | null>>;
}

interface Guarded<P extends z.ZodObject, Q extends z.ZodObject, B, R extends z.ZodType>
  extends Declaration<P, Q, B, R> {
  action: Action;
  /** Whether an Idempotency-Key is heeded; left out: on every write. */
  keyed?: (input: Input<P, Q, B>) => boolean;
  run: (viewer: Viewer, input: Input<P, Q, B>) => Promise<Outcome<R>>;
}

type Handle = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

export interface Endpoint extends Declaration<z.ZodObject, z.ZodObject, unknown, z.ZodType> {
  /** Null: for everybody. */
  action: Action | null;
  /** The route itself: `export const GET = listHosts.handle`. */
  handle: Handle;
}

/** An endpoint for those whose role and scopes have the right. */
export function endpoint<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B = undefined,
  R extends z.ZodType = z.ZodNever,
>(declared: Guarded<P, Q, B, R>): Endpoint {
  const { action, run, keyed = () => declared.method !== "GET" } = declared;
  return make(declared, action, async (request, params) => {
    const viewer = await admit(request, action);
    if (viewer instanceof Reply) return viewer;
    const input = await readInput(declared, request, params);
    if (input instanceof Reply) return input;
    const work = async (): Promise<Reply> => settle(declared.response, await run(viewer, input));
    const key = keyed(input) ? keyOf(request) : null;
    if (key instanceof Reply) return key;
    if (key === null) return work();
    const body = declared.body?.digest(input.body) ?? "";
    return once(viewer, key, requestHash(request.method, request.url, body), work);
  });
}

/** An endpoint for everybody. */
export function publicEndpoint<R extends z.ZodType>(
  declared: Declaration<Nothing, Nothing, undefined, R> & { run: () => Promise<Outcome<R>> },
): Endpoint {
  return make(declared, null, async () => settle(declared.response, await declared.run()));
}

type Steps = (request: Request, params: unknown) => Promise<Reply>;

function make<P extends z.ZodObject, Q extends z.ZodObject, B, R extends z.ZodType>(
  { method, path, name, tag, summary, details, answers, problems, ...declared }: Declaration<P, Q, B, R>,
  action: Action | null,
  steps: Steps,
): Endpoint {
  const { params, query, response, files } = declared;
  const body = declared.body as BodyReader<unknown> | undefined;
  return {
    ...{ method, path, name, tag, summary, details, answers, problems },
    ...{ params, query, body, response, files, action },
    handle: async (request, context) => {
      try {
        const reply = await steps(request, await context.params);
        return reply.response((error) => noted(request, error));
      } catch (error) {
        return unexpected(request, error).response();
      }
    },
  };
}

/**
 * Writes down an error that nobody expected: its words stay in the log.
 * @returns the id under which they stand there
 */
export function noted(request: Request, error: unknown): string {
  const errorId = uuid();
  console.error(`Error ${errorId} at ${request.method} ${new URL(request.url).pathname}:`, error);
  return errorId;
}

function unexpected(request: Request, error: unknown): Reply {
  const errorId = noted(request, error);
  return problem(500, "internal", "Something went wrong here. The log names it by this error id.", {
    members: { errorId },
  });
}

/** In this order: a path that names nothing, then the address, then the body. */
async function readInput<P extends z.ZodObject, Q extends z.ZodObject, B>(
  declared: Pick<Declaration<P, Q, B, z.ZodType>, "params" | "query" | "body">,
  request: Request,
  given: unknown,
): Promise<Input<P, Q, B> | Reply> {
  const params = (declared.params ?? NOTHING).safeParse(given ?? {});
  if (!params.success) return notFound();
  const query = readQuery(declared.query ?? NOTHING, request.url);
  if (query instanceof Reply) return query;
  const body = await declared.body?.read(request);
  if (body instanceof Reply) return body;
  return { params: params.data, query, body } as Input<P, Q, B>;
}

/** What the failures of queries and commands are in HTTP. */
const STATUS: Readonly<Record<string, number>> = { "not-found": 404, forbidden: 403, "not-possible": 409 };

function settle<R extends z.ZodType>(schema: R | undefined, outcome: Outcome<R>): Reply {
  if (outcome === null) return notFound();
  if (outcome instanceof Reply) {
    return outcome.status < 400 && schema
      ? new Reply(outcome.status, schema.parse(outcome.body), outcome.headers)
      : outcome;
  }
  if (isFailure(outcome)) return problem(STATUS[outcome.reason] ?? 422, outcome.reason, outcome.text);
  return new Reply(200, schema ? schema.parse(outcome) : outcome);
}

const isFailure = (outcome: unknown): outcome is Failure =>
  typeof outcome === "object" && outcome !== null && "ok" in outcome && outcome.ok === false;
