/**
 * Every server action, found in the sources and in the build, by everybody who may call it: over HTTP, against the production
 * build. What each of them is told stands in `actions-table.ts`. An action without a row fails.
 */
import { ROLES, type Role } from "@/lib/auth/rights";
import { ACTIONS, OPEN_ACTIONS } from "../support/actions-table";
import { changedBy } from "../support/fingerprint";
import { heavy, misled, spoilt } from "../support/nonsense";
import {
  type Action,
  type Answer,
  builtActions,
  callAction,
  declaredActions,
  type Fields,
  postForm,
} from "../support/server-actions";
import { expect, newcomer, test } from "../support/stage";

const nameOf = (row: string): string => row.split(":")[0] ?? "";
const built = (row: string): Action => {
  const found = builtActions().find(({ name }) => name === nameOf(row));
  if (!found) throw new Error(`The build has no ${nameOf(row)}.`);
  return found;
};

/** The answer in one word. */
function wordOf({ status, to, said, body }: Answer): string {
  if (status >= 400) return `${status} ${body.slice(0, 200)}`;
  if (to !== null) return /^\/sign-in(\?|$)/.test(to) ? "out" : "yes";
  if (Array.isArray(said)) return "yes";
  if (typeof said !== "object" || said === null) return `nothing that can be read: ${body.slice(0, 200)}`;
  if ("ok" in said) return said.ok ? "yes" : "no";
  return "step" in said && said.step !== "failed" ? "yes" : "no";
}

test("is told for every action that there is, and for no other", () => {
  const told = [...new Set(Object.keys(ACTIONS).map(nameOf)), ...OPEN_ACTIONS].sort();
  expect(declaredActions().sort()).toEqual(told);
  expect(
    builtActions()
      .map(({ name }) => name)
      .sort(),
    "the build is of these sources",
  ).toEqual(told);
});

/** What no answer says: what broke, and where. */
const LEAK = /node_modules|\.next[/]|\bat [\w.]+ \(|Prisma|TypeError|postgres/;

for (const [name, row] of Object.entries(ACTIONS)) {
  test(name, async ({ stage }) => {
    const { url, people, outsiders, things } = stage;
    const action = built(name);
    const fields = await row.ask(things, people.administrator);
    const { result: refused, changed: byOthers } = await changedBy(async () => {
      const told: Record<string, string> = {};
      for (const [outsider, headers] of Object.entries(outsiders)) {
        const answer = await postForm(url, action, headers, fields);
        told[outsider] = `${answer.status} ${wordOf(answer)}`;
      }
      for (const origin of ["https://evil.example", "null"]) {
        const headers = { ...people.administrator.headers, origin };
        told[`a form of ${origin}`] = `${(await postForm(url, action, headers, fields)).status}`;
        told[`a script of ${origin}`] = `${(await callAction(url, action, headers, fields)).status}`;
      }
      return told;
    });
    expect(refused).toEqual({
      ...Object.fromEntries(Object.keys(outsiders).map((outsider) => [outsider, "303 out"])),
      ...{ "a form of https://evil.example": "500", "a script of https://evil.example": "500" },
      ...{ "a form of null": "500", "a script of null": "500" },
    });
    expect(byOthers).toEqual([]);
    const seen: Partial<Record<Role, string>> = {};
    for (const role of ROLES) {
      const me = row.fresh ? await newcomer(role) : people[role];
      const asked = await row.ask(things, me);
      const call = () => callAction(url, action, me.headers, asked, row.args);
      const writes = row.who[role] !== "no" && !row.reads;
      const { result, changed } = await changedBy(call, writes);
      seen[role] = wordOf(result);
      const what = `what changes when the answer to ${role} is ${seen[role]}`;
      if (writes) expect(changed, what).not.toEqual([]);
      else expect(changed, what).toEqual([]);
    }
    expect(seen).toEqual(row.who);
  });
}

/** Fields that were tried in another form of the same action. */
const tried = new Set<string>();
/** A form with a fault in it: whoever may do everything is told so, nothing breaks, and nothing is done by halves. */
for (const [name, row] of Object.entries(ACTIONS).filter(([, { args }]) => !args)) {
  test(`${name}, with nonsense`, async ({ stage }) => {
    const { url, people, things } = stage;
    const action = built(name);
    const me = row.fresh ? await newcomer("administrator") : people.administrator;
    let fields = await row.ask(things, me);
    const faults: string[] = [];
    const attempt = async (what: string, wrong: Fields, strict: boolean) => {
      const { result, changed } = await changedBy(() => callAction(url, action, me.headers, wrong));
      const word = wordOf(result);
      const [refused, good] = [word === "no", word === "yes" || word === "out"];
      if (!refused && !good) faults.push(`${what}: ${word}`);
      if (LEAK.test(result.body)) faults.push(`${what} is told: ${result.body.slice(0, 300)}`);
      const left = changed.filter((table) => !row.counts?.includes(table));
      if (left.length > 0 && (refused || strict)) faults.push(`${what} changes ${left.join(" ")}: ${word}`);
      if (strict && good && !row.quiet) faults.push(`${what} is good: ${result.body.slice(0, 200)}`);
      if (changed.length > 0) fields = await row.ask(things, me);
    };
    const now = (): Fields => fields;
    for (const field of Object.keys(fields)) {
      for (const { what, wrong } of misled(now, field)) await attempt(what, wrong, true);
      if (tried.has(`${action.name} ${field}`)) continue;
      tried.add(`${action.name} ${field}`);
      for (const { what, wrong } of spoilt(now, field)) await attempt(what, wrong, false);
    }
    await attempt("all of it is long", heavy(fields), false);
    expect(faults).toEqual([]);
  });
}

test("answers to arguments that no page sends without a word of what broke, and does nothing", async ({
  stage,
}) => {
  const { url } = stage;
  const me = await newcomer("administrator");
  const strange: unknown[][] = [
    [],
    [null],
    [null, "x"],
    [null, { get: 1 }],
    ["$undefined", ["x"]],
    [{ toString: 1 }, { text: "\0" }],
    ["\0"],
  ];
  for (const action of builtActions().filter(({ name }) => name !== "/ signOutAction")) {
    const { changed } = await changedBy(async () => {
      for (const args of strange) {
        const { status, body } = await callAction(url, action, me.headers, {}, args);
        expect([200, 500], action.name).toContain(status);
        expect(body, action.name).not.toMatch(LEAK);
      }
    });
    expect(changed, action.name).toEqual([]);
  }
});
