/** What stands in the headers of a delivery, so that its receiver knows whose it is and how old. Pure. */
import { createHmac } from "node:crypto";

export const SIGNATURE_HEADER = "X-Rampart-Signature";
export const DELIVERY_HEADER = "X-Rampart-Delivery";

/**
 * @param at seconds since 1970: signed too, so that an old delivery cannot be sent again as a new one
 * @returns `t=<at>,v1=<HMAC-SHA256 of "at.body", hex>`
 */
export const signatureOf = (secret: string, at: number, body: string): string =>
  `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
