/**
 * Every page, found in the file system, by everybody who may ask for it: over HTTP, against the production build. What each of
 * them gets stands in `pages-table.ts`. A page without a row fails. The other routes have a matrix of their own.
 */
import fs from "node:fs";
import path from "node:path";
import { ROLES } from "@/lib/auth/rights";
import { withQuery } from "@/lib/href";
import { changedBy } from "../support/fingerprint";
import { PAGES, type PageRow } from "../support/pages-table";
import { addressOf } from "../support/server-actions";
import { expect, type Stage, test } from "../support/stage";

const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";
/** What stands in an address in place of an id, as it is sent, and what it gives. */
const STRANGE: [string, number][] = [
  ...[UNKNOWN, "1", "not-an-id", `${UNKNOWN}'--`, "__proto__", "-1e309", "null", "x".repeat(1000)].map(
    (text): [string, number] => [encodeURIComponent(text), 404],
  ),
  ...[encodeURIComponent("../hosts"), "%25", "%0d%0aa:%20b", "%F0%9F%8F%B0"].map((text): [string, number] => [
    text,
    404,
  ]),
  // No letters, and one that the database does not hold.
  ["%", 400],
  ["%ED%A0%80", 400],
  ["a%00b", 400],
];

/** Names that pages read in their queries. */
const TEXTS = [
  "q",
  "key",
  "host",
  "query",
  "cursor",
  "next",
  "title",
  "comment",
  "measure",
  "group",
  "plan",
  "owner",
];
const CHOICES = [
  "sort",
  "state",
  "by",
  "limit",
  "days",
  "scope",
  "severity",
  "tower",
  "from",
  "to",
  "step",
  "life",
  "section",
];
/** A text that is no id, no key and no place in a list. */
const TEXT = "%F0%9F%8F%B0'%22%3C%25_%5C";
const NONSENSE = ["__proto__", "-1e309", TEXT, "x".repeat(600), "%ED%A0%80", "a&NAME=b"];

/** Those that the sources have. */
const declared = fs
  .readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx")
  .map((file) => ({ page: addressOf(path.dirname(file)), file: path.join("app", file) }));

const filled = (page: string, params: Record<string, string>): string =>
  page.replace(/\[(\w+)\]/g, (_all, name) => params[name] ?? "");

async function rightAddress(page: string, { params, query }: PageRow, { things }: Stage): Promise<string> {
  const given = Object.entries((await params?.(things)) ?? {});
  const encoded = Object.fromEntries(given.map(([name, value]) => [name, encodeURIComponent(value)]));
  return withQuery(filled(page, encoded), query?.(things) ?? {});
}

async function get({ url }: Stage, address: string, headers: Record<string, string>) {
  const answer = await fetch(url + address, { headers, redirect: "manual" });
  return { status: answer.status, to: answer.headers.get("location"), body: await answer.text() };
}

test("is told for every page that there is, and for no other", () => {
  expect(declared.map(({ page }) => page).sort()).toEqual(Object.keys(PAGES).sort());
});

for (const [page, row] of Object.entries(PAGES)) {
  test(page, async ({ stage }) => {
    const address = await rightAddress(page, row, stage);
    const { changed } = await changedBy(async () => {
      for (const [outsider, headers] of Object.entries(stage.outsiders)) {
        const { status, to } = await get(stage, address, headers);
        const door = address === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(address)}`;
        expect([status, to], outsider).toEqual(row.open ? [200, null] : [307, door]);
      }
      const seen: Record<string, number> = {};
      for (const role of ROLES) {
        const { status, body } = await get(stage, address, stage.people[role].headers);
        seen[role] = status;
        if (status === 404) expect(body).toContain("This page does not exist, or you may not see it");
      }
      expect(seen).toEqual(row.who);
    });
    expect(changed, "looking changes nothing").toEqual([]);
  });

  if (!page.includes("[")) continue;
  test(`${page} of nothing`, async ({ stage }) => {
    const right = (await row.params?.(stage.things)) ?? {};
    const { headers } = stage.people.administrator;
    for (const name of Object.keys(right)) {
      const gone = row.polite ? 200 : row.leads === name ? 307 : 404;
      for (const [text, given] of STRANGE) {
        const address = filled(page, { ...right, [name]: text });
        const what = `${name} is ${text.slice(0, 50)}`;
        expect((await get(stage, address, headers)).status, what).toBe(given === 404 ? gone : given);
        // Nobody learns from outside what there is.
        const outside = row.open ? 200 : 307;
        expect((await get(stage, address, {})).status, what).toBe(given === 404 ? outside : given);
      }
    }
  });
}

for (const { page, file } of declared.filter(({ file: source }) =>
  fs.readFileSync(source, "utf8").includes("searchParams"),
)) {
  test(`${page}, asked for nonsense`, async ({ stage }) => {
    const row = PAGES[page] ?? { who: {} as PageRow["who"] };
    const address = await rightAddress(page, { ...row, query: undefined }, stage);
    const { headers } = stage.people.administrator;
    const faults: string[] = [];
    const ask = async (query: string) => {
      const { status } = await get(stage, `${address}?${query}`, headers);
      if (![200, 307, 404].includes(status)) faults.push(`${status}: ${query.slice(0, 100)}`);
    };
    const asked = (names: string[], value: string) =>
      names.map((name) => `${name}=${value.replace("NAME", name)}`).join("&");
    for (const value of NONSENSE) await ask(asked([...TEXTS, ...CHOICES], value));
    for (const name of TEXTS) await ask(asked([name], TEXT));
    expect(faults, file).toEqual([]);
    expect((await get(stage, `${address}?q=a%00b`, headers)).status).toBe(400);
  });
}
