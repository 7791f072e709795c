/** Sends files to the API and reads its answer. */

/** One line of the API's answer; see `POST /api/v1/reports`. */
export interface Imported {
  id: string | null;
  filename?: string | null;
  status: "imported" | "duplicate" | "rejected";
  host: { id: string; name: string } | null;
  tool: string | null;
  report: { id: string } | null;
  changes: { opened: number; closed: number; reopened: number; unchanged: number } | null;
  score: { before: { proven: number } | null; after: { proven: number } | null } | null;
  problem?: { code: string; detail: string; line?: number } | null;
}

interface SendOptions {
  dryRun: boolean;
  host?: string;
  /** 0 to 1, as the bytes leave. */
  progress?: (share: number) => void;
}

/** @returns one line per file, in their order; throws an Error with a sentence when nothing could be sent */
export function send(files: readonly File[], { dryRun, host, progress }: SendOptions): Promise<Imported[]> {
  const body = new FormData();
  for (const file of files) body.append("file", file, file.name);
  const query = new URLSearchParams({ ...(dryRun && { dryRun: "1" }), ...(host && { host }) });
  return new Promise((resolve, reject) => {
    // fetch tells nothing of the bytes that have left.
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/reports?${query}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error("The server does not answer. Nothing was imported; try again."));
    request.onload = () => {
      const answer: unknown = request.response;
      if (isAnswer(answer)) return resolve(answer.imports);
      reject(new Error(problemOf(answer) ?? `The server answered ${request.status}.`));
    };
    request.send(body);
  });
}

const isAnswer = (answer: unknown): answer is { imports: Imported[] } =>
  typeof answer === "object" && answer !== null && "imports" in answer && Array.isArray(answer.imports);

const problemOf = (answer: unknown): string | null =>
  typeof answer === "object" && answer !== null && "detail" in answer && typeof answer.detail === "string"
    ? answer.detail
    : null;
