/** For tests: people and tokens in the database, and requests as clients send them. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { openSecrets } from "@/lib/auth/data-folder";
import { type Role, SCOPES, type Scope, type TokenKind } from "@/lib/auth/rights";
import { hashToken, randomLynisKey, randomToken } from "@/lib/auth/secrets";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { sample } from "@/lib/importers/lynis/testing";
import type { Endpoint } from "./handler";

export const ORIGIN = "http://rampart.test";

/** The secrets that sessions are signed with, in a folder of their own; call what comes back to remove it. */
export function freshSecrets(): () => void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-api-"));
  openSecrets(folder);
  return () => fs.rmSync(folder, { recursive: true, force: true });
}

async function makeUser(role: Role, disabledAt: Date | null = null): Promise<string> {
  const id = uuid();
  await db().user.create({
    data: { id, email: `${role}-${id}@example.org`, name: role, passwordHash: "none", role, disabledAt },
  });
  return id;
}

interface TokenOptions {
  role?: Role;
  scopes?: readonly Scope[];
  hosts?: readonly string[];
  expiresAt?: Date;
  revokedAt?: Date;
  /** Of the owner. */
  disabled?: boolean;
}

/** @returns the header of a token's owner */
export async function makeToken(options: TokenOptions = {}) {
  return bearer(await keep(randomToken("rmp_"), "api", options));
}

/** @returns the licence key of a Lynis client */
export const makeLynisKey = (options: Omit<TokenOptions, "scopes"> = {}): Promise<string> =>
  keep(randomLynisKey(), "lynis", { ...options, scopes: ["upload"] });

async function keep(
  token: string,
  kind: TokenKind,
  { role = "administrator", scopes = SCOPES, hosts = [], disabled = false, ...ends }: TokenOptions,
): Promise<string> {
  await db().apiToken.create({
    data: {
      id: uuid(),
      kind,
      name: "test",
      hash: hashToken(token),
      prefix: token.slice(0, 4),
      userId: await makeUser(role, disabled ? new Date() : null),
      scopes: [...scopes],
      hostIds: [...hosts],
      ...ends,
    },
  });
  return token;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** @returns the headers of a browser that is signed in, on a page of the same origin */
export async function makeSession(role: Role): Promise<{ cookie: string; "sec-fetch-site": string }> {
  const cookie = await openSession(await makeUser(role), { agent: "test", address: "127.0.0.1" });
  return { cookie: `theme=dark; ${sessionCookie()}=${cookie}`, "sec-fetch-site": "same-origin" };
}

export interface Call {
  headers?: Record<string, string>;
  params?: Record<string, string>;
  /** With its question mark. */
  query?: string;
  body?: BodyInit;
}

/** Calls an endpoint as Next calls its route. */
export function call(endpoint: Endpoint, { headers, params = {}, query = "", body }: Call = {}) {
  const place = Object.entries(params).reduce(
    (all, [name, value]) => all.replace(`{${name}}`, encodeURIComponent(value)),
    endpoint.path as string,
  );
  const request = new Request(`${ORIGIN}${place}${query}`, { method: endpoint.method, headers, body });
  return endpoint.handle(request, { params: Promise.resolve(params) });
}

/** A form with the files that real runs left, or with texts. */
export function form(...files: (string | { name: string; text: string })[]): FormData {
  const data = new FormData();
  for (const file of files) {
    if (typeof file === "string") data.append("file", new File([sample(file)], file));
    else data.append("file", new File([file.text], file.name));
  }
  return data;
}

/** A body that comes in pieces, without a length. */
export const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
