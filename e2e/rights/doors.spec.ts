/** The actions of those who are not signed in yet, and next-auth's own door. */
import { db } from "@/lib/db";
import { makePerson, PASSWORD } from "../../scripts/test/people";
import { changedBy } from "../support/fingerprint";
import { type Answer, builtActions, callAction, type Fields, postForm } from "../support/server-actions";
import { expect, type Stage, test } from "../support/stage";

/** What is counted and written down of every attempt. */
const COUNTED = ["attempt", "audit_event"];

/** Addresses that lead elsewhere, or nowhere. */
const ELSEWHERE = [
  ...["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"],
  ...[
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
  ],
  ...["/.//evil.example", "/hosts/..//evil.example", "/%2e//evil.example", "", "\0"],
];

const action = (name: string) => {
  const found = builtActions().find((one) => one.name === name);
  if (!found) throw new Error(`The build has no ${name}.`);
  return found;
};

test.beforeEach(async ({ stage: _stage }) => {
  await db().attempt.deleteMany();
});

test.describe("signing in", () => {
  const signIn = ({ url }: Stage, fields: Fields, headers = {}): Promise<Answer> =>
    postForm(url, action("/sign-in signInAction"), headers, fields);

  test("leads to where somebody came from, and to no other site", async ({ stage }) => {
    const { email } = await makePerson("viewer");
    const to = async (next: string) => (await signIn(stage, { email, password: PASSWORD, next })).to;
    expect(await to("/hosts?q=web")).toBe("/hosts?q=web");
    for (const next of ELSEWHERE) expect(await to(next), JSON.stringify(next)).toBe("/");
  });

  test("leads nobody who is signed in to another site either", async ({ stage }) => {
    const { headers } = stage.people.viewer;
    for (const next of ELSEWHERE.filter((one) => !one.includes("\0"))) {
      const answer = await fetch(`${stage.url}/sign-in?next=${encodeURIComponent(next)}`, {
        headers,
        redirect: "manual",
      });
      expect([answer.status, answer.headers.get("location")], next).toEqual([307, "/"]);
    }
  });

  test("refuses what is wrong, says the same of it, and writes it down", async ({ stage }) => {
    const [{ email }, disabled] = [await makePerson("viewer"), await makePerson("viewer")];
    await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const said = new Set<string>();
    for (const fields of [
      { email, password: "wrong" },
      { email: disabled.email, password: PASSWORD },
      { email: "nobody@example.org", password: PASSWORD },
      { email: "", password: "" },
      { email: "\0", password: "\0" },
      { email: new File([email], "x"), password: PASSWORD },
      { email: "x".repeat(400_000), password: "y".repeat(400_000) },
    ] as Fields[]) {
      const call = () => callAction(stage.url, action("/sign-in signInAction"), {}, fields);
      const { result, changed } = await changedBy(call);
      expect(result.to).toBeNull();
      said.add((result.said as { problem: string }).problem);
      expect(changed.filter((table) => !COUNTED.includes(table))).toEqual([]);
    }
    expect([...said]).toEqual(["The address or the password is not right."]);
  });

  test("is not for forms of other sites", async ({ stage }) => {
    const { email } = await makePerson("viewer");
    for (const origin of ["https://evil.example", "null"]) {
      const call = () => signIn(stage, { email, password: PASSWORD }, { origin });
      const { result, changed } = await changedBy(call);
      expect({ status: result.status, changed }, origin).toEqual({ status: 500, changed: [] });
    }
  });
});

test.describe("a link that works once", () => {
  const use = ({ url }: Stage, fields: Fields) => callAction(url, action("/ linkAction"), {}, fields);
  const right = { name: "New", password: PASSWORD };

  test("gives the address and the role that it was made for, whatever the form says", async ({ stage }) => {
    const token = await stage.things.invitation();
    const name = stage.things.word();
    const more = {
      role: "administrator",
      email: "evil@example.org",
      kind: "set-up",
      userId: stage.people.administrator.userId,
    };
    expect((await use(stage, { ...right, name, token, ...more })).to).toBe("/");
    const made = await db().user.findFirstOrThrow({ where: { name } });
    expect({ role: made.role, email: made.email }).toEqual({
      role: "viewer",
      email: expect.not.stringContaining("evil"),
    });
    const { result, changed } = await changedBy(() => use(stage, { ...right, token }));
    expect({ said: result.said, changed }).toMatchObject({
      said: { problem: /used or has ended/ },
      changed: [],
    });
  });

  test("is nothing else", async ({ stage }) => {
    const token = await stage.things.invitation();
    const fields: Fields[] = [
      ...["", "\0", "__proto__", "x".repeat(5000), token.slice(1), `${token}x`].map((one) => ({
        ...right,
        token: one,
      })),
      { ...right, token: await stage.things.invitationId() },
      { ...right, token, password: "short" },
      { ...right, token, password: "x".repeat(5000) },
      { ...right, token, name: "" },
      { ...right, token, name: "x".repeat(400_000) },
      { name: "New", token },
    ];
    for (const one of fields) {
      const { result, changed } = await changedBy(() => use(stage, one));
      expect(result.status).toBe(200);
      expect({ said: result.said, changed }).toMatchObject({
        said: { problem: expect.any(String) },
        changed: [],
      });
    }
  });
});

test.describe("next-auth", () => {
  async function post({ url }: Stage, fields: Record<string, string>) {
    const first = await fetch(`${url}/api/auth/csrf`);
    const cookie = first.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const { csrfToken } = (await first.json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: "true", ...fields });
    return fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { cookie },
      body,
      redirect: "manual",
    });
  }

  test("leads to no other site", async ({ stage }) => {
    const { email } = await makePerson("viewer");
    for (const callbackUrl of ELSEWHERE) {
      const answer = await post(stage, { email, password: PASSWORD, callbackUrl });
      expect(answer.status, JSON.stringify(callbackUrl)).toBe(200);
      const { url } = (await answer.json()) as { url: string };
      expect(new URL(url).origin, callbackUrl).toBe(stage.url);
    }
  });

  test("opens no session for what is wrong, and tells nothing of what broke", async ({ stage }) => {
    const { email } = await makePerson("viewer");
    for (const [address, password] of [
      [email, "wrong"],
      ["a\0b", "x"],
      ["x".repeat(100_000), "y"],
      [email, "\0"],
    ]) {
      const answer = await post(stage, { email: address ?? "", password: password ?? "" });
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie().join()).not.toContain("rampart-session=e");
      expect(await answer.json()).toEqual({
        url: `${stage.url}/api/auth/error?error=CredentialsSignin&provider=credentials`,
      });
    }
    const without = await fetch(`${stage.url}/api/auth/callback/credentials`, {
      method: "POST",
      body: new URLSearchParams({ email, password: PASSWORD }),
      redirect: "manual",
    });
    expect(without.headers.getSetCookie().join(), "without its token").not.toContain("rampart-session=e");
  });
});
