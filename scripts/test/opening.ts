/**
 * A start without a server, for tests that kill it or want it refused: opens the database in a data folder, says so, and
 * stays until it is told to stop.
 * `node --import tsx scripts/test/opening.ts <data folder> [folder of migrations]`
 */
import { openDatabase } from "@/lib/db/open";
import { StartError } from "@/lib/errors";

try {
  const [, , data = "", migrations] = process.argv;
  const database = await openDatabase({
    data,
    databaseUrl: null,
    progress: (line) => console.log(`progress ${line}`),
    ...(migrations && { migrations }),
  });
  const [row] = await database.prisma.$queryRaw<{ count: bigint }[]>`
    select count(*) from _prisma_migrations where finished_at is not null`;
  process.on("SIGTERM", () => database.close().then(() => process.exit(0)));
  console.log(`open ${row?.count}`);
} catch (error) {
  console.log(error instanceof StartError ? `refused ${error.message}` : `broken ${error}`);
  process.exit(1);
}
