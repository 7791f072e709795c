/** The environment, read and checked in this one place. */
import net from "node:net";
import path from "node:path";
import { z } from "zod";
import { StartError } from "./errors";

const blank = (value: unknown): unknown => (value === "" ? undefined : value);

/** `name`, `192.0.2.7`, `10.0.0.0/8` or `fd00::/8`. */
function isPlace(text: string): boolean {
  const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = net.isIP(address);
  if (bits !== undefined) return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
  return family !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(address);
}

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
  RAMPART_SMTP_URL: z.preprocess(
    blank,
    z
      .url({
        protocol: /^smtps?$/,
        error: "must be an smtp or smtps address, such as smtps://user:password@mail.example.org:465",
      })
      .optional(),
  ),
  RAMPART_MAIL_FROM: z.preprocess(
    blank,
    z
      .string()
      .regex(
        /^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
        "must be an e-mail address, such as Rampart <rampart@example.org>",
      )
      .optional(),
  ),
  RAMPART_HOOKS_TO_PRIVATE: z.preprocess(
    blank,
    z
      .string()
      .default("")
      .transform((text) =>
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      )
      .refine((places) => places.every(isPlace), "must be names, addresses or networks, such as 10.0.0.0/8"),
  ),
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
  /** Where mail goes out; null: nowhere. */
  mail: { url: string; from: string } | null;
  /** Names, addresses and networks to which web hooks may go although they are private. */
  hooksToPrivate: readonly string[];
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
  const { RAMPART_SMTP_URL: url, RAMPART_MAIL_FROM: from } = env;
  if ((url === undefined) !== (from === undefined)) {
    const [set, missing] = url
      ? ["RAMPART_SMTP_URL", "RAMPART_MAIL_FROM"]
      : ["RAMPART_MAIL_FROM", "RAMPART_SMTP_URL"];
    throw new StartError(
      `The configuration is not right: ${set} is set without ${missing}; mail needs both.`,
    );
  }
  return {
    data: path.resolve(env.RAMPART_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    publicUrl: env.RAMPART_URL ? new URL(env.RAMPART_URL).origin : null,
    adminToken: env.RAMPART_ADMIN_TOKEN ?? null,
    host: env.HOST,
    port: env.PORT,
    demo: env.RAMPART_DEMO === "1",
    mail: url !== undefined && from !== undefined ? { url, from } : null,
    hooksToPrivate: env.RAMPART_HOOKS_TO_PRIVATE,
  };
}

/** Where this site is found, without a trailing slash, for whatever is not the answer to a request. */
export const siteOf = ({ publicUrl, host, port }: Environment): string =>
  publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
