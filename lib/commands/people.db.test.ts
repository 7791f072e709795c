import { beforeAll, beforeEach, expect, it } from "vitest";
import { findLink } from "@/lib/auth/links";
import { ROLES, type Role, type Viewer } from "@/lib/auth/rights";
import { hashToken } from "@/lib/auth/secrets";
import { viewerOfCookie, viewerOfToken } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { findPerson, listInvitations, listPeople } from "@/lib/queries/people";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets, PASSWORD, signedIn, VISITOR } from "@/scripts/test/people";
import { acceptLink } from "./accept-link";
import { changePerson } from "./change-person";
import { createToken } from "./create-token";
import { invitePerson } from "./invite-person";
import { resetPassword } from "./reset-password";
import { withdrawLink } from "./withdraw-link";

const NOBODY = "0198c0de-0000-7000-8000-000000000000";
const reasonOf = (result: { ok: boolean; reason?: string }): string =>
  result.ok ? "ok" : (result.reason ?? "");
const roleOf = async (id: string): Promise<string> =>
  (await db().user.findUniqueOrThrow({ where: { id } })).role;
const lastAction = async (): Promise<string | undefined> =>
  (await db().auditEvent.findFirst({ orderBy: { id: "desc" } }))?.action;

beforeAll(openTestSecrets);

onEachEngine("people", () => {
  let chief: Viewer;
  beforeEach(async () => {
    await db().user.deleteMany();
    await db().oneTimeLink.deleteMany();
    chief = await makeViewer("administrator");
  });

  const commands: [string, (viewer: Viewer, target: string) => Promise<{ ok: boolean; reason?: string }>][] =
    [
      ["invite", (viewer) => invitePerson(viewer, { email: "new@example.org", role: "viewer" })],
      ["withdraw", (viewer) => withdrawLink(viewer, NOBODY)],
      ["role", (viewer, id) => changePerson(viewer, { id, role: "administrator" })],
      ["disable", (viewer, id) => changePerson(viewer, { id, disabled: true })],
      ["reset", (viewer, id) => resetPassword(viewer, id)],
    ];
  it.each(commands)("%s: administrators only, and never a token", async (name, run) => {
    const target = await makePerson("viewer");
    const allowed = name === "withdraw" ? "not-found" : "ok";
    for (const role of ROLES) {
      const viewer = await makeViewer(role);
      const wanted = role === "administrator" ? allowed : "forbidden";
      expect([role, reasonOf(await run({ ...viewer, kind: "token" }, target.id))]).toEqual([
        role,
        "forbidden",
      ]);
      expect([role, reasonOf(await run(viewer, target.id))]).toEqual([role, wanted]);
    }
  });

  it("answers not-found for people that do not exist", async () => {
    for (const id of [NOBODY, "", "1 or 1=1"]) {
      expect(reasonOf(await changePerson(chief, { id, role: "viewer" }))).toBe("not-found");
      expect(reasonOf(await resetPassword(chief, id))).toBe("not-found");
      expect(reasonOf(await withdrawLink(chief, id))).toBe("not-found");
      expect(await findPerson(chief, id)).toBeNull();
    }
  });

  it("takes no field that it does not know and no role that there is not", async () => {
    const { id, email } = await makePerson("viewer");
    expect(reasonOf(await changePerson(chief, { id, role: "root" }))).toBe("form");
    expect(reasonOf(await changePerson(chief, { id, passwordHash: "x", email: "x@example.org" }))).toBe("ok");
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ role: "viewer", email });
    expect(reasonOf(await invitePerson(chief, { email: "not an address", role: "viewer" }))).toBe("form");
    expect(reasonOf(await invitePerson(chief, { email: "a@example.org", role: "root" }))).toBe("form");
  });

  it("invites by address and role: listed until used, the secret kept as a hash only", async () => {
    const invited = await invitePerson(chief, { email: " New@Example.org ", role: "analyst" });
    if (!invited.ok) throw new Error(invited.text);
    expect(invited.email).toBe("new@example.org");
    const row = await db().oneTimeLink.findFirstOrThrow();
    expect(row.hash).toBe(hashToken(invited.token));
    expect(JSON.stringify(row)).not.toContain(invited.token);
    expect(JSON.stringify(await db().auditEvent.findMany())).not.toContain(invited.token);
    expect((row.expiresAt.getTime() - Date.now()) / 86_400_000).toBeCloseTo(7, 2);
    expect(await listInvitations(chief)).toMatchObject([{ email: "new@example.org", role: "analyst" }]);
    const given = { token: invited.token, name: "New", email: "other@example.org", password: PASSWORD };
    expect(reasonOf(await acceptLink(given, VISITOR))).toBe("ok");
    expect(await listInvitations(chief)).toEqual([]);
    const joined = await db().user.findUniqueOrThrow({ where: { email: "new@example.org" } });
    expect(joined.role).toBe("analyst");
    expect(reasonOf(await invitePerson(chief, { email: "NEW@example.org", role: "viewer" }))).toBe("taken");
  });

  it("withdraws an invitation, and a second one of the same address replaces the first", async () => {
    const first = await invitePerson(chief, { email: "a@example.org", role: "manager" });
    const second = await invitePerson(chief, { email: "a@example.org", role: "viewer" });
    if (!first.ok || !second.ok) throw new Error("not invited");
    expect(await findLink(first.token)).toBeNull();
    const [open] = await listInvitations(chief);
    expect(await withdrawLink(chief, open?.id ?? "")).toEqual({ ok: true, email: "a@example.org" });
    expect(await lastAction()).toBe("link.withdrawn");
    expect(reasonOf(await withdrawLink(chief, open?.id ?? ""))).toBe("not-found");
    expect(reasonOf(await acceptLink({ token: second.token, name: "A", password: PASSWORD }, VISITOR))).toBe(
      "link",
    );
  });

  it("makes one user of a link that is used twice at the same moment", async () => {
    const invited = await invitePerson(chief, { email: "twice@example.org", role: "viewer" });
    if (!invited.ok) throw new Error(invited.text);
    const given = { token: invited.token, name: "Twice", password: PASSWORD };
    const results = await Promise.all([1, 2, 3, 4].map(() => acceptLink(given, VISITOR)));
    expect(results.map(reasonOf).sort()).toEqual(["link", "link", "link", "ok"]);
    expect(await db().user.count({ where: { email: "twice@example.org" } })).toBe(1);
    expect(
      await db().auditEvent.count({ where: { action: "user.joined", actor: "twice@example.org" } }),
    ).toBe(1);
  });

  it("makes one user of two links of one address that are used at the same moment", async () => {
    const email = "both@example.org";
    const first = await invitePerson(chief, { email, role: "viewer" });
    const row = await db().oneTimeLink.findFirstOrThrow({ where: { email } });
    const second = await invitePerson(chief, { email, role: "viewer" });
    if (!first.ok || !second.ok) throw new Error("not invited");
    await db().oneTimeLink.create({ data: row });
    const results = await Promise.all(
      [first.token, second.token].map((token) =>
        acceptLink({ token, name: "B", password: PASSWORD }, VISITOR),
      ),
    );
    expect(results.map(reasonOf).sort()).toEqual(["link", "ok"]);
    expect(await listInvitations(chief)).toEqual([]);
  });

  it("resets a password by a link: other links and all sessions of the person end", async () => {
    const { id, email } = await makePerson("analyst");
    const { cookie } = await signedIn(id);
    const old = await resetPassword(chief, id);
    const link = await resetPassword(chief, id);
    if (!link.ok || !old.ok) throw new Error("no link");
    expect(link.email).toBe(email);
    expect(await findLink(old.token)).toBeNull();
    expect((await viewerOfCookie(cookie))?.userId).toBe(id);
    const used = await acceptLink({ token: link.token, password: "another good password" }, VISITOR);
    if (!used.ok) throw new Error(used.text);
    expect(await viewerOfCookie(cookie)).toBeNull();
    expect((await viewerOfCookie(used.cookie))?.userId).toBe(id);
    expect(reasonOf(await resetPassword(chief, chief.userId ?? ""))).toBe("own");
  });

  it("disables at once: sessions, tokens and links stop at the next request", async () => {
    const { id } = await makePerson("administrator");
    const { viewer, cookie } = await signedIn(id);
    const token = await createToken(viewer, { name: "t", scopes: ["read"], days: "30" });
    const invited = await invitePerson(viewer, { email: "friend@example.org", role: "administrator" });
    const reset = await resetPassword(chief, id);
    if (!token.ok || !invited.ok || !reset.ok) throw new Error("not made");
    expect(await viewerOfCookie(cookie)).not.toBeNull();
    expect(await viewerOfToken(token.token)).not.toBeNull();
    expect(reasonOf(await changePerson(chief, { id, disabled: true }))).toBe("ok");
    expect(await viewerOfCookie(cookie)).toBeNull();
    expect(await viewerOfToken(token.token)).toBeNull();
    expect(await findLink(invited.token)).toBeNull();
    expect(await findLink(reset.token)).toBeNull();
    expect(reasonOf(await resetPassword(chief, id))).toBe("disabled");
    // What the disabled one still holds in hand changes nothing either.
    expect(reasonOf(await invitePerson(viewer, { email: "late@example.org", role: "viewer" }))).toBe(
      "forbidden",
    );
    expect(reasonOf(await changePerson(chief, { id, disabled: false }))).toBe("ok");
    expect(await viewerOfCookie(cookie)).toBeNull();
    expect(await viewerOfToken(token.token)).not.toBeNull();
  });

  it("gives a role that counts at the next request", async () => {
    const { id } = await makePerson("administrator");
    const { viewer, cookie } = await signedIn(id);
    const invited = await invitePerson(viewer, { email: "friend@example.org", role: "administrator" });
    expect(reasonOf(await changePerson(chief, { id, role: "viewer" }))).toBe("ok");
    expect((await viewerOfCookie(cookie))?.role).toBe("viewer");
    expect(await findLink(invited.ok ? invited.token : "")).toBeNull();
    expect(await lastAction()).toBe("user.role");
    expect(reasonOf(await invitePerson(viewer, { email: "late@example.org", role: "viewer" }))).toBe(
      "forbidden",
    );
  });

  it("never leaves the house without an administrator", async () => {
    const id = chief.userId ?? "";
    expect(reasonOf(await changePerson(chief, { id, role: "viewer" }))).toBe("last-administrator");
    expect(reasonOf(await changePerson(chief, { id, disabled: true }))).toBe("last-administrator");
    const disabled = await makePerson("administrator");
    await changePerson(chief, { id: disabled.id, disabled: true });
    expect(reasonOf(await changePerson(chief, { id, role: "viewer" }))).toBe("last-administrator");
    await makePerson("administrator");
    expect(reasonOf(await changePerson(chief, { id, role: "viewer" }))).toBe("own");
    expect(reasonOf(await changePerson(chief, { id, role: "administrator" }))).toBe("own");
    expect(await roleOf(id)).toBe("administrator");
  });

  it.each<Record<string, unknown>>([{ role: "viewer" }, { disabled: true }])(
    "leaves one of two administrators who do %o to each other at the same moment",
    async (change) => {
      for (let round = 0; round < 10; round++) {
        await db().user.deleteMany();
        const [a, b] = [await makeViewer("administrator"), await makeViewer("administrator")];
        const results = await Promise.all([
          changePerson(a, { id: b.userId, ...change }),
          changePerson(b, { id: a.userId, ...change }),
        ]);
        expect(results.map(reasonOf).sort()).toEqual(["forbidden", "ok"]);
        expect(await db().user.count({ where: { role: "administrator", disabledAt: null } })).toBe(1);
      }
    },
  );

  it("makes one first user of two set-up links that are used at the same moment", async () => {
    await db().user.deleteMany();
    const { makeLink } = await import("@/lib/auth/links");
    const tokens = [await makeLink({ kind: "set-up" }), await makeLink({ kind: "set-up" })];
    const results = await Promise.all(
      tokens.map((token, n) =>
        acceptLink({ token, name: "First", email: `first${n}@example.org`, password: PASSWORD }, VISITOR),
      ),
    );
    expect(results.map(reasonOf).sort()).toEqual(["link", "ok"]);
    expect(await db().user.count()).toBe(1);
  });

  it("lists people to administrators alone", async () => {
    const { id } = await makePerson("manager");
    await signedIn(id);
    for (const role of ROLES) {
      const viewer = await makeViewer(role);
      const seen: Role[] = (await listPeople(viewer)).map((person) => person.role);
      expect(seen.length > 0).toBe(role === "administrator");
      expect((await findPerson(viewer, id)) !== null).toBe(role === "administrator");
    }
    expect(await findPerson(chief, id)).toMatchObject({ openSessions: 1, role: "manager", disabledAt: null });
    expect((await findPerson(chief, id))?.lastSeenAt).not.toBeNull();
  });
});
