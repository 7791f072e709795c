/** The demonstration: the sample fleet through the real importer, and a sign-in that is printed. */
import fs from "node:fs";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { hashPassword } from "@/lib/auth/passwords";
import { SCOPES, type Viewer } from "@/lib/auth/rights";
import { randomToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { IMPORTERS } from "@/lib/importers";
import type { FileInput } from "@/lib/importers/types";
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
  const outcomes = await importReports(viewer, { files: sampleFleet(), via: "browser" });
  return { email: EMAIL, password, imported: outcomes.filter(({ status }) => status === "imported").length };
}

/** The hosts on which the samples were really made. */
const HOST = /^(web-01|db-02|web-03|app-05|build-07)\b/;
/** What is made to be refused, and lists from before an upgrade that carry no time of their own. */
const LEFT_OUT =
  /-(?:init|config-error|nodb|screen|stdout|silent|infected|truncated|security-ssh|unprivileged)\b|\.log$/;
/** Formats whose reports are logs. */
const LOGS = ["rkhunter", "audit-log"];
const BEFORE = /-before-/;

/** The samples of real hosts of every format, each in the folder of its host. */
function sampleFleet(): FileInput[] {
  return IMPORTERS.flatMap(({ format }) => {
    const folder = path.join(process.cwd(), "lib", "importers", format, "samples");
    return fs.readdirSync(folder).flatMap((name) => {
      const host = HOST.exec(name)?.[1];
      const isLeftOut = LEFT_OUT.test(name) && !LOGS.includes(format);
      if (!host || isLeftOut || name.includes("screen") || (BEFORE.test(name) && format !== "lynis"))
        return [];
      return { name, path: `${host}/${name}`, bytes: fs.readFileSync(path.join(folder, name)) };
    });
  });
}
