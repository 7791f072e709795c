import inspector from "node:inspector";

/** Collects what this process no longer uses, and gives the emptied memory back to the system. */
export function giveBack() {
  const session = new inspector.Session();
  session.connect();
  // Ended within its own answer, the session would wait for itself without end.
  session.post("HeapProfiler.collectGarbage", () => setImmediate(() => session.disconnect()));
}
