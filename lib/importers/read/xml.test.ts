import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { readXml, rootOf } from "./xml";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a visitor is told, as text. */
function told(document: string | Uint8Array, wanted: readonly string[] = []): string[] {
  const said: string[] = [];
  const refusal = readXml(typeof document === "string" ? bytes(document) : document, {
    open: (name, attributes, depth) => {
      const list = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`);
      said.push(`${depth}<${name}${list.join("")}>`);
      return wanted.includes(name) ? "text" : undefined;
    },
    close: (name, text) => {
      if (text !== "") said.push(`${name}: ${text}`);
      return undefined;
    },
  });
  return refusal ? [...said, `refused ${refusal.code}${refusal.line ? ` line ${refusal.line}` : ""}`] : said;
}

describe("a document", () => {
  it("is told element by element, without prefixes, with the text that is asked for", () => {
    const document = `<?xml version="1.0"?><!-- c --><x:a xmlns:x="u" x:id="1"><b>one <i>two</i><![CDATA[ <3>]]></b></x:a>`;
    expect(told(document, ["b"])).toEqual(["1<a x=u id=1>", "2<b>", "3<i>", "b: one two <3>"]);
  });

  it("stops where the visitor refuses", () => {
    const refusal = readXml(bytes("<a><b/><c/></a>"), {
      open: (name) => (name === "b" ? { code: "no", text: "No." } : undefined),
    });
    expect(refusal).toEqual({ code: "no", text: "No." });
  });

  it("may be in one of the old encodings that it declares", () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a t="\xe4"/>', "latin1");
    expect(told(latin)).toEqual(["1<a t=ä>"]);
    expect(told(Buffer.from("\ufeff<a/>", "utf16le"))).toEqual(["1<a>"]);
  });

  it.each([
    ["a document type", "<!DOCTYPE a><a/>", "refused xml-doctype"],
    ["entities of its own", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "refused xml-doctype"],
    ["an unknown entity", "<a>&b;</a>", "refused xml-malformed line 1"],
    ["an end that is missing", "<a>\n<b>", "refused xml-malformed line 2"],
    ["two roots", "<a/><b/>", "refused xml-malformed line 1"],
    ["depth without end", "<a>".repeat(300), "refused xml-too-deep"],
    ["a text without end", `<a>${"x".repeat(LIMITS.lineCharacters + 600_000)}`, "refused xml-too-long"],
    [
      "an attribute without end",
      `<a b="${"x".repeat(LIMITS.lineCharacters + 600_000)}`,
      "refused xml-too-long",
    ],
  ])("is refused for %s", (_, document, expected) => {
    expect(
      told(document)
        .at(-1)
        ?.replace(/ line 1$/, expected.endsWith("line 1") ? " line 1" : ""),
    ).toBe(expected);
  });

  it("keeps the text of one element within its bound", () => {
    const [, text] = told(`<a>${"x".repeat(LIMITS.elementCharacters + 10)}</a>`, ["a"]);
    expect(text).toHaveLength("a: ".length + LIMITS.elementCharacters);
  });

  it("takes no attribute for a property that every object has", () => {
    expect(told('<a constructor="x" __proto__="y"/>')).toEqual(["1<a constructor=x __proto__=y>"]);
  });
});

it("tells the root from a head", () => {
  expect(
    rootOf('\ufeff <?xml version="1.0"?>\n<!-- <b> -->\n<!DOCTYPE c>\n<x:Benchmark id="1" xmlns'),
  ).toEqual({
    name: "Benchmark",
    tag: '<x:Benchmark id="1" xmlns',
  });
  for (const no of ["", "text", "{}", "<!-- never ends", "<1>"]) expect(rootOf(no)).toBeNull();
});
