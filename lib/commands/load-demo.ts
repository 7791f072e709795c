/** The demonstration: the sample fleet through the real importer, and a sign-in that is printed. */
import fs from "node:fs";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { hashPassword } from "@/lib/auth/passwords";
import { SCOPES, type Viewer } from "@/lib/auth/rights";
import { randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { importReports } from "./import-report";

const EMAIL = "demo@rampart.example";

/** @returns the sign-in */
export async function loadDemo(): Promise<{ email: string; password: string; imported: number }> {
  const password = randomToken().slice(0, 16);
  const userId = uuid();
  await db().user.create({
    data: {
      id: userId,
      email: EMAIL,
      name: "Demo",
      role: "administrator",
      passwordHash: await hashPassword(password),
    },
  });
  const viewer: Viewer = {
    kind: "user",
    userId,
    role: "administrator",
    actor: EMAIL,
    name: "Demo",
    id: userId,
    scopes: SCOPES,
    hosts: null,
  };
  const folder = path.join(process.cwd(), "lib", "importers", "lynis", "samples");
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".dat"));
  const files = names.map((name) => ({ name, bytes: fs.readFileSync(path.join(folder, name)) }));
  const outcomes = await importReports(viewer, { files, via: "browser" });
  return { email: EMAIL, password, imported: outcomes.filter(({ status }) => status === "imported").length };
}
