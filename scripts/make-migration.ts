/** `npm run db:migration -- name`: writes the SQL that takes the last migration to `prisma/schema.prisma`. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { schemaDifference } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Say what it does: npm run db:migration -- add_plans");
  process.exit(1);
}
const folder = path.join(process.cwd(), "prisma", "migrations");
fs.mkdirSync(folder, { recursive: true });
const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-migration-"));
const database = await openDatabase({ data, databaseUrl: null, progress: console.log });
try {
  const schema = fs.readFileSync(path.join(process.cwd(), "prisma", "schema.prisma"), "utf8");
  const sql = await schemaDifference(database.connection, schema);
  if (sql === "") {
    console.log("The migrations already give this schema.");
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = path.join(folder, `${stamp}_${name}`);
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, "migration.sql"), sql);
    console.log(`Wrote ${path.relative(process.cwd(), target)}/migration.sql: read it before you commit it.`);
  }
} finally {
  await database.close();
  fs.rmSync(data, { recursive: true, force: true });
}
