/** Expected outcomes are returned, so that a caller cannot forget one; thrown errors are for the one global handler. */

/** `reason` is stable and for programs; `text` is one sentence for people. */
export type Failure = { ok: false; reason: string; text: string };
export type Result<T> = ({ ok: true } & T) | Failure;

export const fail = (reason: string, text: string): Failure => ({ ok: false, reason, text });
