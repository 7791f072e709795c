import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { jsonBody } from "./body";
import { readHealth } from "./endpoints/health";
import { endpoint, publicEndpoint } from "./handler";
import { readQuery } from "./input";
import { API_LIMITS } from "./limits";
import { attachment, notFound, problem, Reply } from "./reply";
import { call, ORIGIN } from "./testing";

const about = { method: "GET", path: "/api/v1/test", name: "test", tag: "Test", summary: "A test" } as const;

describe("an answer", () => {
  it("is JSON that nobody keeps and no browser guesses at", async () => {
    const response = new Reply(200, { a: 1 }).response();
    expect(await response.json()).toEqual({ a: 1 });
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
    });
  });

  it("that is a problem has the members of RFC 9457 and a stable code", async () => {
    const response = problem(413, "too-large", "It is too large.", { members: { errors: [] } }).response();
    expect(response.status).toBe(413);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Payload Too Large",
      status: 413,
      detail: "It is too large.",
      code: "too-large",
      errors: [],
    });
  });

  it("that is a file is kept, never shown, whatever it is called", async () => {
    const response = attachment(Buffer.from("<script>"), '../a"\r\nb é.html').response();
    expect(await response.text()).toBe("<script>");
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-disposition": 'attachment; filename=".._a___b__.html"',
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
    });
  });
});

describe("a query", () => {
  const schema = z.object({ limit: z.coerce.number().int().max(9).default(5), q: z.string().optional() });
  const read = (query: string) => readQuery(schema, `${ORIGIN}/${query}`);
  const errors = (query: string): unknown => {
    const answer = read(query);
    if (!(answer instanceof Reply)) throw new Error("not refused");
    expect([answer.status, answer.body.code]).toEqual([400, "invalid-query"]);
    return answer.body.errors;
  };

  it("that is right is read", () => {
    expect(read("")).toEqual({ limit: 5 });
    expect(read("?limit=7&q=web")).toEqual({ limit: 7, q: "web" });
  });

  it("is refused by name where a parameter is unknown, doubled, wrong or holds what no text has", () => {
    expect(errors("?zz=1&limit=7")).toEqual([{ path: "zz", message: "There is no such parameter" }]);
    expect(errors("?__proto__=1&constructor=2")).toHaveLength(2);
    expect(errors("?q=1&q=2")).toEqual([{ path: "q", message: "Give it once" }]);
    expect(errors("?limit=10")).toMatchObject([{ path: "limit" }]);
    expect(errors("?limit=x")).toMatchObject([{ path: "limit" }]);
    expect(errors("?q=a%00b")).toMatchObject([{ path: "q" }]);
  });

  it("with names without end makes no answer without end", () => {
    const many = Array.from({ length: 500 }, (_one, i) => `${"n".repeat(200)}${i}=1`).join("&");
    const listed = errors(`?${many}`) as { path: string }[];
    expect(listed).toHaveLength(API_LIMITS.errors);
    expect(listed[0]?.path).toHaveLength(100);
  });
});

describe("a JSON body", () => {
  const reader = jsonBody(z.strictObject({ name: z.string() }));
  const read = (body: BodyInit, type = "application/json; charset=utf-8") =>
    reader.read(new Request(ORIGIN, { method: "POST", body, headers: { "content-type": type } }));
  const refusal = async (body: BodyInit, type?: string): Promise<unknown> => {
    const answer = await read(body, type);
    if (!(answer instanceof Reply)) throw new Error("not refused");
    return [answer.status, answer.body.code];
  };

  it("of the right shape is read", async () => {
    expect(await read('{"name":"{[\\"}"}')).toEqual({ name: '{["}' });
    expect(await read(String.raw`{"name":"\uD83D\uDE00 \\u0000"}`)).toEqual({ name: String.raw`😀 \u0000` });
  });

  it.each<[string, BodyInit, number, string, string?]>([
    ["another type", "name=x", 415, "unsupported-media-type", "application/x-www-form-urlencoded"],
    ["another shape", '{"name":1}', 400, "invalid-body"],
    ["a field that is not declared", '{"name":"x","role":"administrator"}', 400, "invalid-body"],
    ["a prototype", '{"name":"x","__proto__":{"a":1}}', 400, "invalid-body"],
    ["no JSON", "{", 400, "invalid-body"],
    ["nothing", "", 400, "invalid-body"],
    ["a NUL", String.raw`{"name":"x\u0000"}`, 400, "invalid-body"],
    ["half a character", String.raw`{"name":"\uD83Dx"}`, 400, "invalid-body"],
    ["half a character in a name", String.raw`{"name":"x","\udc00":1}`, 400, "invalid-body"],
    ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "invalid-body"],
    ["depth", "[".repeat(33) + "]".repeat(33), 400, "invalid-body"],
    ["depth without end", "[".repeat(500_000), 400, "invalid-body"],
    ["quotes without end", `"${'\\"'.repeat(500_000)}`, 400, "invalid-body"],
    ["size", `"${"x".repeat(1024 * 1024)}"`, 413, "too-large"],
  ])("is refused for %s", async (_what, body, status, code, type) => {
    expect(await refusal(body, type)).toEqual([status, code]);
  });
});

describe("an endpoint", () => {
  afterEach(() => vi.restoreAllMocks());

  const answering = (run: () => Promise<unknown>) =>
    publicEndpoint({
      ...about,
      response: z.object({ a: z.number() }),
      run: run as () => Promise<{ a: number }>,
    });

  it("lets out what it declares, and nothing else", async () => {
    const response = await call(answering(async () => ({ a: 1, passwordHash: "secret" })));
    expect(await response.json()).toEqual({ a: 1 });
  });

  it.each<[unknown, number, string]>([
    [null, 404, "not-found"],
    [notFound(), 404, "not-found"],
    [{ ok: false, reason: "not-found", text: "No." }, 404, "not-found"],
    [{ ok: false, reason: "forbidden", text: "No." }, 403, "forbidden"],
    [{ ok: false, reason: "not-possible", text: "No." }, 409, "not-possible"],
    [{ ok: false, reason: "whatever", text: "No." }, 422, "whatever"],
  ])("answers %j with %i", async (outcome, status, code) => {
    const response = await call(answering(async () => outcome));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code });
  });

  it("keeps the words of an error in the log, and gives both its number", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    for (const run of [
      () => Promise.reject(new Error("password of the database: hunter2")),
      async () => ({ a: "not what was declared" }),
    ]) {
      log.mockClear();
      const response = await call(answering(run));
      const text = await response.text();
      expect(response.status).toBe(500);
      expect(text).not.toMatch(/hunter2|declared|ZodError/);
      const { code, errorId } = JSON.parse(text);
      expect(code).toBe("internal");
      expect(log).toHaveBeenCalledOnce();
      expect(String(log.mock.calls[0]?.[0])).toContain(errorId);
    }
  });

  it("that tells the health says no while the database is not open", async () => {
    const response = await call(readHealth);
    expect([response.status, (await response.json()).code]).toEqual([503, "not-ready"]);
  });

  it("reads nothing before it knows who asks", async () => {
    const run = vi.fn();
    const write = endpoint({
      ...about,
      method: "POST",
      action: "report.upload",
      body: jsonBody(z.object({})),
      run,
    });
    const request = new Request(`${ORIGIN}/api/v1/test`, { method: "POST", body: "not read" });
    const response = await write.handle(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="rampart"');
    expect(request.bodyUsed).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });
});
