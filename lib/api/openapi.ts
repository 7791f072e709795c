/** The OpenAPI 3.1 document, made from the declarations that the routes themselves run by. */
import { z } from "zod";
import { can, ROLES, SCOPES, type Viewer } from "@/lib/auth/rights";
import { sessionCookie } from "@/lib/auth/session";
import manifest from "@/package.json";
import type { Endpoint } from "./handler";
import { NAMED, problemSchema } from "./schemas/common";

type Json = Record<string, unknown>;
type JsonSchema = z.core.JSONSchema.BaseSchema;

const place = (id: string): string => `#/components/schemas/${id}`;

export function openApiDocument(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const one of endpoints) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operation(one) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Rampart",
      version: manifest.version,
      description:
        "JSON in camelCase, times in RFC 3339 and UTC, problems after RFC 9457 with a stable `code`. Lists come in pages: " +
        "`nextCursor` goes into `cursor`. Unknown parameters are refused.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, with the scopes it was given" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: sessionCookie(),
          description: "Signed in at the screen",
        },
      },
    },
  };
}

function operation(one: Endpoint): Json {
  const description = [one.details, needs(one)].filter(Boolean).join("\n\n");
  return {
    operationId: one.name,
    tags: [one.tag],
    summary: one.summary,
    ...(description && { description }),
    ...(one.action
      ? { security: [{ token: [scopeOf(one)] }, { session: [] }] }
      : // Everybody.
        { security: [] }),
    parameters: [
      ...parameters(one.params, "path"),
      ...parameters(one.query, "query"),
      ...(one.action && one.method !== "GET" ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(one.body && { requestBody: one.body.describe() }),
    responses: responses(one),
  };
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same request under the same key is done once; for a day, it gets the same answer again",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
};

const asWho = (role: Viewer["role"], scopes: Viewer["scopes"], kind: Viewer["kind"]): Viewer => ({
  ...{ kind, role, scopes, userId: null, actor: "", name: "", id: "", hosts: null },
});

const roleOf = ({ action }: Endpoint): string | undefined =>
  ROLES.find((role) => action !== null && can(asWho(role, SCOPES, "user"), action));

const scopeOf = ({ action }: Endpoint): string =>
  SCOPES.find((scope) => action !== null && can(asWho("administrator", [scope], "token"), action)) ?? "";

const needs = (one: Endpoint): string =>
  one.action
    ? `Needs the role \`${roleOf(one)}\` or a higher one, and of a token the scope \`${scopeOf(one)}\`.`
    : "";

function parameters(schema: z.ZodObject | undefined, where: "path" | "query"): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, one]) => {
    const { description, ...shape } = plain(z.toJSONSchema(one, { io: "input", override: tidy }));
    return {
      name,
      in: where,
      required: where === "path" || !z.safeParse(one, undefined).success,
      ...(description !== undefined && { description }),
      schema: shape,
    };
  });
}

/** Statuses that come with a part of the declaration, and what they mean. */
function usualProblems({ action, method, params, body }: Endpoint): Partial<Record<number, string>> {
  const keyed = action !== null && method !== "GET";
  return {
    ...(action && {
      400: "What was sent is not right",
      401: "Nobody is signed in, or the token does not hold",
      403: "The role or the scopes do not allow it",
    }),
    ...(params && { 404: "There is no such thing for this viewer" }),
    ...(body && {
      408: "The body took too long",
      413: "The body is too large",
      415: "The body is of another kind",
    }),
    ...(keyed && {
      409: "The first request with this Idempotency-Key still runs",
      422: "This Idempotency-Key was sent with another request",
    }),
    500: "A fault of Rampart",
  };
}

function responses(one: Endpoint): Json {
  const all: Record<string, Json> = {};
  for (const [status, description] of Object.entries(one.answers ?? { 200: one.summary })) {
    all[status] = { description, content: one.response ? json(one.response) : fileOf(one) };
  }
  for (const [status, text] of Object.entries(usualProblems(one))) {
    if (text) all[status] = problemOf(text, problemSchema);
  }
  for (const [status, told] of Object.entries(one.problems ?? {})) {
    const { text, schema } = typeof told === "string" ? { text: told, schema: problemSchema } : told;
    const usual = usualProblems(one)[Number(status)];
    all[status] = problemOf(
      [text, usual].filter(Boolean).join(". "),
      schema,
      schema !== problemSchema && usual,
    );
  }
  return all;
}

function fileOf({ files = { "application/octet-stream": null } }: Endpoint): Json {
  const types = Object.entries(files).map(([type, schema]) => [
    type,
    { schema: schema ? refTo(schema) : { type: "string", contentMediaType: type } },
  ]);
  return Object.fromEntries(types);
}

/** @param plainToo also the problem without the members that the schema adds */
const problemOf = (description: string, schema: z.ZodType, plainToo: unknown = false): Json => ({
  description,
  content: {
    "application/problem+json": {
      schema: plainToo ? { anyOf: [refTo(schema), refTo(problemSchema)] } : refTo(schema),
    },
  },
});

const json = (schema: z.ZodType): Json => ({ "application/json": { schema: refTo(schema) } });

/** A reference for what has a name, else the schema itself. */
function refTo(schema: z.ZodType): Json {
  const name = NAMED.get(schema)?.id;
  return name ? { $ref: place(name) } : plain(z.toJSONSchema(schema, { io: "output", override: tidy }));
}

function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(NAMED, { uri: place, io: "output", override: tidy });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

/** Without what stands in a document of its own only. */
function plain({ $schema: _schema, $id: _id, ...rest }: Json): Json {
  return rest;
}

/** Without what would bind a client to more than we promise: answers may grow, and patterns repeat a format. */
function tidy({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
