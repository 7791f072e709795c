/** What a run of the bench may be told from outside, and what its parts share. */
import process from "node:process";

export const TOKEN = "rmp_bench_0123456789abcdef0123456789abcdef";
export const HOSTS = Number(process.env.BENCH_HOSTS || 1000);
export const ROUNDS = Number(process.env.BENCH_ROUNDS || 9);
/** Empty: each part starts with a new embedded database. */
export const DATABASE_URL = process.env.DATABASE_URL ?? "";

/**
 * A server under measurement and the floor beside it.
 * @typedef {{
 *   server: Awaited<ReturnType<typeof import("../browser/server.mjs").startRampart>>,
 *   bare: Awaited<ReturnType<typeof import("./bare.mjs").startBare>>,
 *   agent: import("node:http").Agent,
 *   loop: string,
 * }} Running
 */
