import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileInput } from "@/lib/importers/types";
import type { UploadLimits } from "./limits";
import { Reply } from "./reply";
import { streamOf } from "./testing";
import { readUpload, uploadBody } from "./upload";

const LIMITS: UploadLimits = { fileBytes: 1000, files: 3, uploadBytes: 5000, seconds: 5 };
const URL = "http://rampart.test/api/v1/reports";
const BOUNDARY = "the-boundary";

const post = (body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request(URL, { method: "POST", body, headers, duplex: "half" } as RequestInit);

/** A form as it goes over the wire, written by hand. */
const part = (content: string, disposition = 'form-data; name="file"; filename="a.dat"'): string =>
  `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n`;
const END = `--${BOUNDARY}--\r\n`;
const multipart = (text: BodyInit, boundary = `; boundary=${BOUNDARY}`): Request =>
  post(text, { "content-type": `multipart/form-data${boundary}` });

const read = (request: Request, limits = LIMITS) => readUpload(request, limits);
const texts = (files: FileInput[] | Reply): [string | null, string][] => {
  if (files instanceof Reply) throw new Error(`refused: ${JSON.stringify(files.body)}`);
  return files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("latin1")]);
};
const refusal = (files: FileInput[] | Reply): [number, string] => {
  if (!(files instanceof Reply)) throw new Error("not refused");
  const { code, detail } = files.body as { code: string; detail: string };
  expect(detail).toMatch(/\.$/);
  return [files.status, code];
};

describe("a form", () => {
  it("holds one file or several, in their order", async () => {
    const form = new FormData();
    form.append("file", new File(["one"], "first.dat"));
    form.append("file", new File([""], "empty.dat"));
    form.append("file", new File(["two"], "Übersicht.dat"));
    expect(texts(await read(post(form)))).toEqual([
      ["first.dat", "one"],
      ["empty.dat", ""],
      ["Übersicht.dat", "two"],
    ]);
  });

  it("takes a part of the right name without a file name", async () => {
    expect(texts(await read(multipart(part("one", 'form-data; name="file"') + END)))).toEqual([
      [null, "one"],
    ]);
  });

  it("comes out whole wherever the network cuts it", async () => {
    const marks = fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "-",
      "--",
      "\r\n--",
      "\r\n--the-bound",
      "the",
      "é",
      "\0",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(marks, { maxLength: 30 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        async (all, cuts) => {
          const content = all.join("");
          const bytes = Buffer.from(part(content) + END);
          const places = [...new Set(cuts.filter((cut) => cut < bytes.length)), bytes.length].sort(
            (a, b) => a - b,
          );
          const pieces = places.map((place, i) => bytes.subarray(places[i - 1] ?? 0, place));
          const [file] = texts(await read(multipart(streamOf(pieces))));
          expect(file?.[1]).toBe(Buffer.from(content).toString("latin1"));
        },
      ),
    );
  });

  it.each([
    ["a path", "../../etc/passwd", "passwd"],
    ["a path of Windows", "C:\\\\Users\\\\x\\\\report.dat", "report.dat"],
    ["control characters", "a\u0000b\u001b[31mc\u202e.dat", "abc.dat"],
    ["only a path", "../..", null],
    ["nothing", "", null],
    ["a length without end", `${"x".repeat(300)}.dat`, `${"x".repeat(254)}…`],
    ["markup", "<img src=x onerror=alert(1)>.dat", "<img src=x onerror=alert(1)>.dat"],
  ])("takes of a file name that is %s what can be shown", async (_what, given, kept) => {
    const files = await read(multipart(part("x", `form-data; name="file"; filename="${given}"`) + END));
    expect(texts(files)).toEqual([[kept, "x"]]);
  });

  it("without a chosen file holds none", async () => {
    const empty = part("", 'form-data; name="file"; filename=""');
    expect(refusal(await read(multipart(empty + END)))).toEqual([400, "no-file"]);
  });

  it.each<[string, string, number, string]>([
    ["has no part", END, 400, "no-file"],
    ["breaks off within a file", part("one") + part("two").slice(0, -8), 400, "malformed-multipart"],
    ["breaks off within a head", `--${BOUNDARY}\r\nContent-Dispo`, 400, "malformed-multipart"],
    ["breaks off before its end", part("one"), 400, "malformed-multipart"],
    ["is none", "hostname=web-01", 400, "malformed-multipart"],
    ["is empty", "", 400, "malformed-multipart"],
    [
      "has another file field",
      part("one", 'form-data; name="data"; filename="a"') + END,
      400,
      "unexpected-field",
    ],
    ["has another field", part("web-01", 'form-data; name="host"') + END, 400, "unexpected-field"],
    ["has a part without a name", part("one", 'form-data; filename="a"') + END, 400, "unexpected-field"],
    ["has too many files", part("x").repeat(4) + END, 413, "too-many-files"],
    ["has too many empty parts", `--${BOUNDARY}\r\n\r\n\r\n`.repeat(9) + END, 413, "too-many-files"],
    ["has a file that is too large", part("one") + part("x".repeat(1001)) + END, 413, "too-large"],
    ["is too large as a whole", "x".repeat(5001), 413, "too-large"],
  ])("that %s is refused whole", async (_what, body, status, code) => {
    expect(refusal(await read(multipart(body)))).toEqual([status, code]);
    // The same without a Content-Length, byte by byte.
    const bytes = Buffer.from(body);
    const stream = streamOf(Array.from(bytes, (_byte, i) => bytes.subarray(i, i + 1)));
    expect(refusal(await read(multipart(stream)))).toEqual([status, code]);
  });

  it.each(["", "; boundary=", "; boundary=another", `; boundary=${"b".repeat(9000)}`])(
    "with the boundary `%s` is refused",
    async (boundary) => {
      expect(refusal(await read(multipart(part("one") + END, boundary)))).toEqual([
        400,
        "malformed-multipart",
      ]);
    },
  );

  it("stops at the cap instead of reading on", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await new Promise((resolve) => setImmediate(resolve));
        sent += 100;
        controller.enqueue(Buffer.from(sent === 100 ? part("x").slice(0, -2) : "x".repeat(100)));
        if (sent === 100_000) controller.close();
      },
    });
    expect(refusal(await read(multipart(endless)))).toEqual([413, "too-large"]);
    expect(sent).toBeLessThan(3000);
  });

  it("stops when its time is over", async () => {
    const silent = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(Buffer.from(part("x"))) });
    expect(refusal(await read(multipart(silent), { ...LIMITS, seconds: 0.05 }))).toEqual([408, "too-slow"]);
  });

  it("whose sender goes away is refused", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("aborted")),
    });
    expect(refusal(await read(multipart(broken)))).toEqual([400, "body-incomplete"]);
  });
});

describe("a raw body", () => {
  it.each([
    undefined,
    "text/plain",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "multipart/mixed",
  ])("of the type %s is one file", async (type) => {
    const request = post(Buffer.from("hostname=web-01"), type ? { "content-type": type } : {});
    expect(texts(await read(request))).toEqual([[null, "hostname=web-01"]]);
  });

  it("that is empty or missing is no file", async () => {
    expect(refusal(await read(post("")))).toEqual([400, "no-file"]);
    expect(refusal(await read(new Request(URL, { method: "POST" })))).toEqual([400, "no-file"]);
  });

  it("has the cap of a file", async () => {
    expect(texts(await read(post("x".repeat(1000))))[0]?.[1]).toHaveLength(1000);
    expect(refusal(await read(post("x".repeat(1001))))).toEqual([413, "too-large"]);
    expect(refusal(await read(post(streamOf([Buffer.alloc(600), Buffer.alloc(600)]))))).toEqual([
      413,
      "too-large",
    ]);
  });

  it("that says it is too large is not read at all", async () => {
    const request = post("x", { "content-length": "1001" });
    expect(refusal(await read(request))).toEqual([413, "too-large"]);
  });

  it.each(["gzip", "br", "gzip, identity"])("in the encoding %s is refused", async (encoding) => {
    expect(refusal(await read(post("x", { "content-encoding": encoding })))).toEqual([
      415,
      "unsupported-encoding",
    ]);
    const form = multipart(part("x") + END);
    form.headers.set("content-encoding", encoding);
    expect(refusal(await read(form))).toEqual([415, "unsupported-encoding"]);
  });
});

it("an upload is bound to its names, its bytes and their order", () => {
  const one = { name: "a", bytes: Buffer.from("1") };
  const two = { name: "b", bytes: Buffer.from("2") };
  const digests = [[one], [two], [one, two], [two, one], [{ ...one, name: "b" }]].map(uploadBody.digest);
  expect(new Set(digests).size).toBe(5);
  expect(uploadBody.digest([{ ...one }])).toBe(uploadBody.digest([one]));
});
