/** Sends files to the API and reads its answer. */
import type { Chosen } from "./files";

/** One line of the API's answer; see `POST /api/v1/reports`. */
export interface Imported {
  id: string | null;
  /** Which of the sent files it came in. */
  delivered: number;
  filename: string | null;
  status: "imported" | "duplicate" | "rejected";
  host: { id: string | null; name: string } | null;
  hostBy: "content" | "folder" | "file-name" | "request" | null;
  tool: string | null;
  report: { id: string } | null;
  changes: { opened: number; closed: number; reopened: number; unchanged: number } | null;
  score: { before: { proven: number } | null; after: { proven: number } | null } | null;
  notes: { code: string; text: string }[];
  problem?: { code: string; detail: string; line?: number } | null;
}

/** How the sender wants hosts to be found. */
export interface Asked {
  /** The host of files that name none. */
  host: string;
  /** Folders name no hosts. */
  flat: boolean;
}

interface SendOptions extends Asked {
  dryRun: boolean;
  /** 0 to 1, as the bytes leave. */
  progress?: (share: number) => void;
}

/** @returns a line per report and per refused file, in their order; throws an Error with a sentence when nothing could be sent */
export function send(
  files: readonly Chosen[],
  { dryRun, host, flat, progress }: SendOptions,
): Promise<Imported[]> {
  const body = new FormData();
  for (const { file, path } of files) body.append("file", file, flat ? file.name : path);
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

/** A file that could not be sent. */
export const unsent = ({ path }: Chosen, delivered: number, error: unknown): Imported => ({
  id: null,
  delivered,
  filename: path,
  status: "rejected",
  host: null,
  hostBy: null,
  tool: null,
  report: null,
  changes: null,
  score: null,
  notes: [],
  problem: { code: "not-sent", detail: error instanceof Error ? error.message : String(error) },
});

const isAnswer = (answer: unknown): answer is { imports: Imported[] } =>
  typeof answer === "object" && answer !== null && "imports" in answer && Array.isArray(answer.imports);

const problemOf = (answer: unknown): string | null =>
  typeof answer === "object" && answer !== null && "detail" in answer && typeof answer.detail === "string"
    ? answer.detail
    : null;
