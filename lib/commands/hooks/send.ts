/** Sends one delivery: to the address that was looked at, without following redirects, within ten seconds. */
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { DELIVERY_HEADER, SIGNATURE_HEADER, signatureOf } from "./sign";
import { type Reach, type Target, targetOf } from "./target";

const SECONDS = 10;
const MOST_BYTES = 1024;

export interface Letter {
  /** The delivery's id: the same in every attempt. */
  id: string;
  url: string;
  secret: string;
  /** JSON, as it is signed and sent. */
  body: string;
  /** Milliseconds. */
  at: number;
}

/** What came of it: delivered where there is no error. */
export interface Sent {
  /** Of the answer; null: there was none. */
  status: number | null;
  /** One sentence; null: a status from 200 to 299. */
  error: string | null;
}

/** Never throws for what a receiver or a network does. */
export async function send({ id, url, secret, body, at }: Letter, reach: Reach): Promise<Sent> {
  const target = await targetOf(url, reach);
  if (!target.ok) return { status: null, error: target.text };
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "User-Agent": "Rampart",
    [DELIVERY_HEADER]: id,
    [SIGNATURE_HEADER]: signatureOf(secret, Math.floor(at / 1000), body),
  };
  try {
    const status = await post(target, headers, body);
    const good = status >= 200 && status <= 299;
    const redirected = status >= 300 && status <= 399 ? "; redirects are not followed" : "";
    return { status, error: good ? null : `It answered with status ${status}${redirected}.` };
  } catch (error) {
    return { status: null, error: sentenceOf(error) };
  }
}

/** The name is not asked for again: whoever answers for it may say something else by now. */
const pinned =
  ({ addresses }: Target): LookupFunction =>
  (_host, { all }, give) => {
    const [first] = addresses;
    if (all) give(null, addresses);
    else give(null, first?.address ?? "", first?.family);
  };

function post(target: Target, headers: Record<string, string>, body: string): Promise<number> {
  const { url } = target;
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(SECONDS * 1000);
    const options = { method: "POST", headers, signal, lookup: pinned(target), agent: false } as const;
    const sending = request(url, options, (answer) => {
      const { statusCode = 0 } = answer;
      let bytes = 0;
      const done = (): void => {
        resolve(statusCode);
        answer.destroy();
      };
      answer.on("data", (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > MOST_BYTES) done();
      });
      // The status is what counts, also where the rest breaks off.
      answer.once("end", done).once("error", done);
    });
    sending.once("error", reject);
    sending.end(body);
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection broke off.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The network cannot be reached.",
  ETIMEDOUT: `There was no answer within ${SECONDS} seconds.`,
  ABORT_ERR: `There was no answer within ${SECONDS} seconds.`,
};

/** The words of inner errors stay inside; certificates are told by their code. */
function sentenceOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (WORDS[code]) return WORDS[code];
  if (/CERT|SSL|TLS|SIGNATURE|ALTNAME/.test(code)) return `Its certificate is not accepted (${code}).`;
  return code ? `It could not be reached (${code}).` : "It could not be reached.";
}
