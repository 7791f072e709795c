/** The environment, read and checked in this one place. */
import path from "node:path";
import { z } from "zod";
import { StartError } from "./errors";

const blank = (value: unknown): unknown => (value === "" ? undefined : value);

const schema = z.object({
  RAMPART_DATA: z.preprocess(blank, z.string().default("./data")),
  DATABASE_URL: z.preprocess(
    blank,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
      .optional(),
  ),
  RAMPART_URL: z.preprocess(
    blank,
    z
      .url({
        protocol: /^https?$/,
        error: "must be an http or https address, such as https://rampart.example.org",
      })
      .refine((value) => new URL(value).pathname === "/", "must be an address without a path")
      .optional(),
  ),
  RAMPART_ADMIN_TOKEN: z.preprocess(blank, z.string().min(32, "must have 32 characters or more").optional()),
  HOST: z.preprocess(blank, z.string().default("127.0.0.1")),
  PORT: z.preprocess(blank, z.coerce.number().int().min(1).max(65_535).default(3000)),
  RAMPART_DEMO: z.preprocess(blank, z.literal("1").optional()),
});

export interface Environment {
  /** The data folder, absolute. */
  data: string;
  /** A PostgreSQL server; null: the embedded database. */
  databaseUrl: string | null;
  /** The public address without a trailing slash; null: not set, and only local names are answered. */
  publicUrl: string | null;
  adminToken: string | null;
  host: string;
  port: number;
  demo: boolean;
}

/**
 * @throws StartError with one sentence that names every setting that is wrong
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const result = schema.safeParse(source);
  if (!result.success) {
    const wrong = result.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`);
    throw new StartError(`The configuration is not right: ${wrong.join("; ")}.`);
  }
  const env = result.data;
  return {
    data: path.resolve(env.RAMPART_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    publicUrl: env.RAMPART_URL ? new URL(env.RAMPART_URL).origin : null,
    adminToken: env.RAMPART_ADMIN_TOKEN ?? null,
    host: env.HOST,
    port: env.PORT,
    demo: env.RAMPART_DEMO === "1",
  };
}
