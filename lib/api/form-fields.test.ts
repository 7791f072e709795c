import { expect, it } from "vitest";
import { readFields } from "./form-fields";
import { API_LIMITS } from "./limits";
import { Reply } from "./reply";

const MB = 1024 * 1024;

const requestOf = (body: BodyInit): Request => {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  return new Request("http://rampart.test/", {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as RequestInit);
};

async function read(text: string): Promise<Record<string, string> | number> {
  const fields = await readFields(requestOf(text), MB);
  if (fields instanceof Reply) return fields.status;
  return Object.fromEntries([...fields].map(([name, value]) => [name, value.toString("latin1")]));
}

it("reads fields as the form encoding writes them", async () => {
  expect(await read("a=1&b=two+words&c=%41%0a%e4%26%3D%2B")).toEqual({
    a: "1",
    b: "two words",
    c: "A\n\xe4&=+",
  });
  expect(await read("a=x=y&b&c=")).toEqual({ a: "x=y", b: "", c: "" });
  expect(await read("a=1&")).toEqual({ a: "1" });
  expect(await read("")).toEqual({});
});

it.each(["a=%", "a=%4", "a=%g0", "%zz=1", "=1", "a=1&a=2", "a=1&&b=2"])("refuses %s", async (text) => {
  expect(await read(text)).toBe(400);
});

it("takes no more at once from everybody than there is room for", async () => {
  const piece = new Uint8Array(MB).fill(97);
  const ends: (() => void)[] = [];
  const most = API_LIMITS.lynisBytes + 1;
  const slow = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let n = 0; n < API_LIMITS.lynisBytes / MB; n++) controller.enqueue(piece);
        ends.push(() => controller.close());
      },
    });
  const room = API_LIMITS.lynisBytesAtOnce / API_LIMITS.lynisBytes;
  const reading = Array.from({ length: room }, () => readFields(requestOf(slow()), most));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await read("a=1")).toBe(503);
  for (const end of ends) end();
  await Promise.all(reading);
  expect(await read("a=1")).toEqual({ a: "1" });
});
