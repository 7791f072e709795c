/** People for tests: rows in the database, with what they need to sign in. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { openSecrets } from "../../lib/auth/data-folder";
import { hashPassword } from "../../lib/auth/passwords";
import type { Role, Viewer } from "../../lib/auth/rights";
import { openSession, viewerOfCookie } from "../../lib/auth/session";
import { db } from "../../lib/db";

export const PASSWORD = "correct horse battery";
export const VISITOR = { agent: "test", address: "192.0.2.1" };

let hash: Promise<string> | undefined;
let made = 0;

/** Sessions are signed: the secrets of a throw-away folder. */
export function openTestSecrets(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-secrets-"));
  openSecrets(folder);
  fs.rmSync(folder, { recursive: true });
}

/** Somebody new, with the password above. */
export async function makePerson(role: Role): Promise<{ id: string; email: string }> {
  hash ??= hashPassword(PASSWORD);
  const id = uuid();
  const email = `${role}-${process.pid}-${made++}@example.org`;
  await db().user.create({ data: { id, email, name: `A ${role}`, role, passwordHash: await hash } });
  return { id, email };
}

/** Opens a session of theirs, as signing in does. */
export async function signedIn(userId: string): Promise<{ viewer: Viewer; cookie: string }> {
  const cookie = await openSession(userId, VISITOR);
  const viewer = await viewerOfCookie(cookie);
  if (!viewer) throw new Error("The session does not hold.");
  return { viewer, cookie };
}

/** Somebody new at the screen. */
export async function makeViewer(role: Role): Promise<Viewer> {
  return (await signedIn((await makePerson(role)).id)).viewer;
}
