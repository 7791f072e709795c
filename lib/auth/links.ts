/** Links that work once: the first user, an invitation, a new password. */
import { v7 as uuid } from "uuid";
import { db, type Tx } from "@/lib/db";
import type { Role } from "./rights";
import { hashToken, randomToken } from "./secrets";

type LinkKind = "set-up" | "invitation" | "password";

const HOURS: Record<LinkKind, number> = { "set-up": 24, invitation: 7 * 24, password: 24 };

export interface LinkRequest {
  kind: LinkKind;
  email?: string;
  role?: Role;
  userId?: string;
  createdBy?: string | null;
}

/** @returns the secret part of the link; only its hash is kept */
export async function makeLink(request: LinkRequest, tx: Tx = db()): Promise<string> {
  const token = randomToken();
  await tx.oneTimeLink.create({
    data: {
      id: uuid(),
      kind: request.kind,
      hash: hashToken(token),
      email: request.email ?? null,
      role: request.role ?? null,
      userId: request.userId ?? null,
      createdBy: request.createdBy ?? null,
      expiresAt: new Date(Date.now() + HOURS[request.kind] * 3_600_000),
    },
  });
  return token;
}

export interface Link {
  id: string;
  kind: string;
  email: string | null;
  role: string | null;
  userId: string | null;
}

/** The link, if it still works. */
export async function findLink(token: string): Promise<Link | null> {
  if (token.length > 100) return null;
  return db().oneTimeLink.findFirst({
    where: { hash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, kind: true, email: true, role: true, userId: true },
  });
}

/** Uses the link up; false where somebody was faster. */
export async function spendLink(id: string, tx: Tx): Promise<boolean> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  return count === 1;
}
