/** The open database of this process. Everything that reads or writes gets it from here. */
import type { Database } from "./open";

// A server evaluates a module once per bundle; the database must be one for all of them.
const shared = globalThis as typeof globalThis & { rampartDatabase?: Database };

export const setDatabase = (database: Database): void => {
  shared.rampartDatabase = database;
};

/** @throws when the database was not opened first, which is a fault of the program */
export function database(): Database {
  if (!shared.rampartDatabase) throw new Error("The database is not open.");
  return shared.rampartDatabase;
}

export const isOpen = (): boolean => shared.rampartDatabase !== undefined;

export const db = (): Database["prisma"] => database().prisma;

type Db = Database["prisma"];
/** A client within a transaction. */
export type Tx = Parameters<Parameters<Db["$transaction"]>[0]>[0];
export { Prisma } from "./generated/client";
