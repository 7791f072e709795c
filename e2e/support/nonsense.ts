/** What no page sends in a field, made of what is right. */
import type { Fields } from "./server-actions";

type Value = Fields[string];

const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** The texts in a JSON text, but for names. */
const TEXTS = /"([^"]*)"(?!:)/g;

const STRANGE_IDS: Record<string, string> = {
  "an unknown id": UNKNOWN,
  "no id": `${UNKNOWN.slice(1)}'--`,
};

const NONSENSE: Record<string, (right: string) => readonly Value[]> = {
  "an empty text": () => [""],
  "a file": () => [new File(["x"], "x.txt")],
  "the same twice": (right) => [[right, right]],
  "strange characters": (right) => [`\x01\x1b[31m\u202e${right}\0`],
  "a name of prototypes": () => ["__proto__"],
  "less than all numbers": () => ["-1e309"],
  "other JSON": (right) => (isJson(right) ? OTHER_JSON : []),
  "a NUL in its JSON": (right) => inEachText(right, "\\u0000"),
  "half a character in its JSON": (right) => inEachText(right, "\\ud800"),
};

const OTHER_JSON = [
  ...["null", "[]", "1", '{"__proto__":{"role":"administrator"},"toString":1}'],
  `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
];

const isJson = (text: string): boolean => /^[[{]/.test(text);

/** With one text in the JSON longer by this. */
const inEachText = (right: string, more: string): string[] =>
  isJson(right)
    ? [...right.matchAll(TEXTS)].map(({ 0: text, index }) => {
        const end = index + text.length;
        return `${right.slice(0, end - 1)}${more}${right.slice(end - 1)}`;
      })
    : [];

/** What a form may weigh, in characters: of one megabyte, the limit. */
const HEAVY = 900_000;

/** Every field of a form as long as a form lets it be. */
export const heavy = (fields: Fields): Fields => {
  const names = Object.keys(fields);
  return Object.fromEntries(names.map((name) => [name, "x".repeat(HEAVY / names.length)]));
};

/** The text of a field, or the first of several; empty where it is a file. */
function textIn(fields: Fields, name: string): string {
  const first = [fields[name] ?? ""].flat()[0];
  return typeof first === "string" ? first : "";
}

type Spoilt = Generator<{ what: string; wrong: Fields }>;

/** A right form with one field of it changed, in every way. @param now the right form as it is by then */
export function* spoilt(now: () => Fields, name: string): Spoilt {
  for (const [what, how] of Object.entries(NONSENSE)) {
    const many = how(textIn(now(), name)).length;
    for (let at = 0; at < many; at++) {
      const value = how(textIn(now(), name))[at] ?? "";
      yield { what: `${name} is ${what}`, wrong: { ...now(), [name]: value } };
    }
  }
}

/** A right form with an id in one field that names nothing, in every way. */
export function* misled(now: () => Fields, name: string): Spoilt {
  for (const [what, id] of Object.entries(STRANGE_IDS)) {
    const right = textIn(now(), name);
    const wrong = right.replace(ID, id);
    if (wrong !== right) yield { what: `${name} is ${what}`, wrong: { ...now(), [name]: wrong } };
  }
}
