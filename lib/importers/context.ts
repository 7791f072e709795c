/** What the sender tells of a file beside its bytes, for formats that carry neither host nor time. */
import { NO_HOST } from "./report";
import { isoTime } from "./times";
import type { FileInput, Report } from "./types";

/** Host and time of a run, as far as the collector tells them. */
export function told({ context }: Pick<FileInput, "context">): Pick<Report, "host" | "run"> {
  const endedAt = isoTime(context?.endedAt)?.at ?? null;
  return {
    host: context?.host ?? NO_HOST,
    run: { startedAt: null, endedAt, zone: endedAt === null ? "assumed-utc" : "stated" },
  };
}

export const commandOf = ({ context }: FileInput): string => context?.command ?? "";

/** Whether the collector says that this very command ran and ended well: only then an empty file is a clean one. */
export const ranWell = ({ context }: FileInput, command: RegExp): boolean =>
  context?.exitCode === 0 && command.test(context.command ?? "");
