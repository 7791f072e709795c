import { beforeAll, beforeEach, expect, it } from "vitest";
import { signIn } from "@/lib/auth/credentials";
import { findLink } from "@/lib/auth/links";
import { ROLES, type Viewer } from "@/lib/auth/rights";
import { viewerOfCookie } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { listSessions } from "@/lib/queries/people";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, makeViewer, openTestSecrets, PASSWORD, signedIn, VISITOR } from "@/scripts/test/people";
import { changePassword } from "./change-password";
import { endOtherSessions, endSession } from "./end-session";
import { renameAccount } from "./rename-account";
import { resetPassword } from "./reset-password";

const NEXT = "a password nobody had";
const reasonOf = (result: { ok: boolean; reason?: string }): string =>
  result.ok ? "ok" : (result.reason ?? "");

beforeAll(openTestSecrets);

onEachEngine("my account", () => {
  beforeEach(async () => {
    await db().attempt.deleteMany();
  });

  it("is everybody's own, and no token's", async () => {
    for (const role of ROLES) {
      const viewer = await makeViewer(role);
      const token: Viewer = { ...viewer, kind: "token" };
      const given = { present: PASSWORD, password: NEXT };
      expect(reasonOf(await renameAccount(token, { name: "X" }))).toBe("forbidden");
      expect(reasonOf(await changePassword(token, given, VISITOR))).toBe("forbidden");
      expect(reasonOf(await endSession(token, viewer.id))).toBe("forbidden");
      expect(reasonOf(await endOtherSessions(token))).toBe("forbidden");
      expect(await listSessions(token)).toEqual([]);
      expect(await renameAccount(viewer, { name: " Ada ", role: "administrator" })).toEqual({
        ok: true,
        name: "Ada",
      });
      expect(reasonOf(await changePassword(viewer, given, VISITOR))).toBe("ok");
      const row = await db().user.findUniqueOrThrow({ where: { id: viewer.userId ?? "" } });
      expect([row.name, row.role]).toEqual(["Ada", role]);
    }
  });

  it("changes the password by the present one, and ends the other sessions", async () => {
    const { id, email } = await makePerson("viewer");
    const here = await signedIn(id);
    const there = await signedIn(id);
    const stranger = await makeViewer("viewer");
    const chief = await makeViewer("administrator");
    const link = await resetPassword(chief, id);
    const change = (present: string, password: string) =>
      changePassword(here.viewer, { present, password }, VISITOR);
    expect(reasonOf(await change("wrong", NEXT))).toBe("wrong");
    expect(reasonOf(await change(PASSWORD, "short"))).toBe("form");
    expect(reasonOf(await change(PASSWORD, PASSWORD))).toBe("same");
    expect(await viewerOfCookie(there.cookie)).not.toBeNull();
    expect(await change(PASSWORD, NEXT)).toEqual({ ok: true, ended: 1 });
    expect(await viewerOfCookie(here.cookie)).not.toBeNull();
    expect(await viewerOfCookie(there.cookie)).toBeNull();
    expect(await findLink(link.ok ? link.token : "")).toBeNull();
    expect((await listSessions(stranger)).length).toBe(1);
    expect(reasonOf(await signIn(email, PASSWORD, VISITOR))).toBe("wrong");
    expect(reasonOf(await signIn(email, NEXT, VISITOR))).toBe("ok");
    const log = JSON.stringify(await db().auditEvent.findMany({ where: { userId: id } }));
    expect(log).toContain("password.changed");
    expect(log).not.toContain(NEXT);
  });

  it("lets nobody guess the present password: ten tries, together with those at the sign-in", async () => {
    const { id, email } = await makePerson("viewer");
    const { viewer } = await signedIn(id);
    const guess = (n: number) => changePassword(viewer, { present: `guess ${n}`, password: NEXT }, VISITOR);
    for (let n = 0; n < 5; n++) await signIn(email, `guess ${n}`, VISITOR);
    const results = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(guess));
    expect(results.map(reasonOf).filter((reason) => reason === "wrong").length).toBe(5);
    const right = await changePassword(viewer, { present: PASSWORD, password: NEXT }, VISITOR);
    expect(reasonOf(right)).toBe("wait");
  });

  it("changes it once where two windows do it at the same moment", async () => {
    const { id } = await makePerson("viewer");
    const windows = [await signedIn(id), await signedIn(id)];
    const results = await Promise.all(
      windows.map(({ viewer }, n) =>
        changePassword(viewer, { present: PASSWORD, password: `${NEXT} ${n}` }, VISITOR),
      ),
    );
    expect(results.map(reasonOf).filter((reason) => reason === "ok").length).toBe(1);
  });

  it("ends one session, or all others, at the next request", async () => {
    const { id } = await makePerson("analyst");
    const [one, two, three] = [await signedIn(id), await signedIn(id), await signedIn(id)];
    expect((await listSessions(one.viewer)).length).toBe(3);
    expect(reasonOf(await endSession(one.viewer, two.viewer.id))).toBe("ok");
    expect(await viewerOfCookie(two.cookie)).toBeNull();
    expect(reasonOf(await endSession(one.viewer, two.viewer.id))).toBe("not-found");
    expect(await endOtherSessions(one.viewer)).toEqual({ ok: true, ended: 1 });
    expect(await viewerOfCookie(three.cookie)).toBeNull();
    expect(await viewerOfCookie(one.cookie)).not.toBeNull();
    expect(await endOtherSessions(one.viewer)).toEqual({ ok: true, ended: 0 });
  });

  it("does not end a stranger's session, unless an administrator does", async () => {
    const { id } = await makePerson("viewer");
    const victim = await signedIn(id);
    for (const role of ROLES.filter((one) => one !== "administrator")) {
      expect(reasonOf(await endSession(await makeViewer(role), victim.viewer.id))).toBe("not-found");
      expect(reasonOf(await endSession(await makeViewer(role), "nonsense"))).toBe("not-found");
    }
    expect(await viewerOfCookie(victim.cookie)).not.toBeNull();
    expect(reasonOf(await endSession(await makeViewer("administrator"), victim.viewer.id))).toBe("ok");
    expect(await viewerOfCookie(victim.cookie)).toBeNull();
  });
});
