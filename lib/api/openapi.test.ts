import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ENDPOINTS } from "./endpoints";
import { uploadReports } from "./endpoints/reports";
import type { Endpoint } from "./handler";
import { openApiDocument } from "./openapi";

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: { name: string; in: string; schema: object }[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, { description: string; content: Record<string, object> }>;
  security: object[];
}

interface Document {
  openapi: string;
  info: object;
  tags: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

const document = JSON.parse(JSON.stringify(openApiDocument(ENDPOINTS))) as Document;

function operationOf({ path: place, method }: Endpoint): Operation {
  const operation = document.paths[place]?.[method.toLowerCase()];
  if (!operation) throw new Error(`There is no ${method} ${place}.`);
  return operation;
}

const operations = ENDPOINTS.map((one) => [`${one.method} ${one.path}`, one, operationOf(one)] as const);

/** Routes of several operations. */
const SHARED: Record<string, string[]> = {
  "/api/v1/exports/{file}": ["findings", "hosts", "decisions"].map(
    (name) => `/api/v1/exports/${name}.{format}`,
  ),
};

/** Every object and array below a value, with its place. */
function* everything(value: unknown, place = "#"): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  yield [place, value as Record<string, unknown>];
  for (const [key, one] of Object.entries(value)) {
    yield* everything(one, `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

it("is OpenAPI 3.1 in its outline", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(Object.keys(document).sort()).toEqual(["components", "info", "openapi", "paths", "servers", "tags"]);
  expect(document.info).toMatchObject({ title: "Rampart", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(Object.keys(document.components.securitySchemes)).toEqual(["token", "session"]);
});

it("has an operation for every route file and every method in it, and no other", () => {
  const routes = fs
    .readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts" && !file.startsWith("auth"))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join("app/api", file), "utf8");
      const place = `/api/${path.dirname(file).split(path.sep).join("/")}`.replace(/\[(\w+)\]/g, "{$1}");
      return [...text.matchAll(/export const (GET|POST|PATCH|PUT|DELETE) /g)].flatMap(([, method]) =>
        (SHARED[place] ?? [place]).map((one) => `${method} ${one}`),
      );
    });
  expect(ENDPOINTS.map(({ method, path: place }) => `${method} ${place}`).sort()).toEqual(routes.sort());
});

it("has references that lead somewhere, and nothing that leads nowhere from", () => {
  const used = new Set<string>();
  for (const [place, { $ref: ref }] of everything(document)) {
    if (ref === undefined) continue;
    expect(ref, place).toMatch(/^#\/components\/schemas\/\w+$/);
    expect(document.components.schemas, place).toHaveProperty(String(ref).split("/").at(-1) ?? "");
    used.add(String(ref).split("/").at(-1) ?? "");
  }
  expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

it("has schemas that hold together", () => {
  for (const [place, schema] of everything(document.components.schemas)) {
    if (schema.type === "object") {
      const names = Object.keys((schema.properties as object | undefined) ?? {});
      expect(names, place).toEqual(expect.arrayContaining((schema.required as string[] | undefined) ?? []));
    }
    if (schema.type === "array") expect(schema.items, place).toBeTypeOf("object");
    expect(Object.keys(schema), place).not.toContain("$id");
  }
});

it.each(operations)("describes %s", (_name, one, operation) => {
  expect(operation.summary).toBeTruthy();
  expect(document.tags).toContainEqual({ name: operation.tags[0] });
  const inPath = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = operation.parameters.filter((parameter) => parameter.in === "path");
  expect(declared.map(({ name }) => name)).toEqual(inPath);
  for (const parameter of operation.parameters) {
    expect(["path", "query", "header"]).toContain(parameter.in);
    expect(parameter.schema).toBeTypeOf("object");
  }
  const names = operation.parameters.map(({ name, in: where }) => `${where} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  const responses = Object.entries(operation.responses);
  expect(responses.some(([status]) => status.startsWith("2"))).toBe(true);
  for (const [status, { description, content }] of responses) {
    expect(status).toMatch(/^[2-5]\d\d$/);
    expect(description).toBeTruthy();
    const types = Object.keys(content);
    if (Number(status) >= 400) expect(types).toEqual(["application/problem+json"]);
  }
  expect(operation.security).toEqual(
    one.action === null ? [] : [{ token: [expect.any(String)] }, { session: [] }],
  );
  expect(Object.keys(operation.responses).includes("401")).toBe(one.action !== null);
});

it("names every operation once", () => {
  const names = operations.map(([, , { operationId }]) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

it("tells what an upload takes and what it answers", () => {
  const upload = operationOf(uploadReports);
  expect(Object.keys(upload.requestBody?.content ?? {})).toEqual([
    "multipart/form-data",
    "application/octet-stream",
  ]);
  expect(Object.keys(upload.responses)).toEqual([
    ..."200 201 400 401 403 408 409 413 415 422 500".split(" "),
  ]);
  expect(upload.parameters.map(({ name }) => name)).toEqual([
    "host",
    "filename",
    "dryRun",
    "Idempotency-Key",
  ]);
  expect(upload.security).toEqual([{ token: ["upload"] }, { session: [] }]);
});
