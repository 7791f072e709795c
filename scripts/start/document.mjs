/** Which answers are whole documents, and what is set aside while one of them is made (`components/ui/set-aside.ts`). */
import { AsyncLocalStorage } from "node:async_hooks";

/** @type {AsyncLocalStorage<string[]>} */
const aside = new AsyncLocalStorage();
Object.assign(globalThis, { rampartDocument: aside });

/**
 * Answers a request. One of the browser's script, which wants parts of a page, sets nothing aside.
 * @template T
 * @param {{ headers: import("node:http").IncomingHttpHeaders }} request
 * @param {() => T} answer
 */
export function answering({ headers }, answer) {
  return "rsc" in headers || "next-action" in headers ? answer() : aside.run([], answer);
}
