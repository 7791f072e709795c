"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";
import type { Asked, Imported } from "./send";

interface HostQuestionProps {
  lines: readonly Imported[];
  asked: Asked;
  onAnswer: (asked: Asked) => void;
}

/** Asks once for all files which host they are of, where neither they nor their folders say it. */
export function HostQuestion({ lines, asked, onAnswer }: HostQuestionProps) {
  const id = useId();
  const nameless = lines.filter(({ problem }) => problem?.code === "host-unknown").length;
  const byFolder = lines.filter(({ hostBy }) => hostBy === "folder").length;
  if (nameless === 0 && byFolder === 0 && !asked.host && !asked.flat) return null;
  const answer = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const host = new FormData(event.currentTarget).get("host");
    onAnswer({ ...asked, host: typeof host === "string" ? host.trim() : "" });
  };
  return (
    <div className="grid gap-3 rounded-lg border border-line-strong bg-raised p-4">
      {(nameless > 0 || asked.host !== "") && (
        <form onSubmit={answer} className="flex flex-wrap items-end gap-2">
          <label htmlFor={id} className="grid gap-1 text-13">
            <span>
              {nameless > 0
                ? `${plural(nameless, "file")} ${nameless === 1 ? "does" : "do"} not say which host ${nameless === 1 ? "it is" : "they are"} of. Which fortress?`
                : "Files that name no host are of this fortress:"}
            </span>
            <input
              id={id}
              name="host"
              required
              maxLength={253}
              defaultValue={asked.host}
              autoComplete="off"
              className="field max-w-80"
            />
          </label>
          <Button type="submit">Look again</Button>
        </form>
      )}
      {(byFolder > 0 || asked.flat) && (
        <p className="flex flex-wrap items-center gap-2 text-13 text-ink-2">
          {asked.flat
            ? "Folders name no hosts."
            : `${plural(byFolder, "file")} ${byFolder === 1 ? "is" : "are"} of the host that ${byFolder === 1 ? "its" : "their"} folder names.`}
          <Button small look="quiet" onClick={() => onAnswer({ ...asked, flat: !asked.flat })}>
            {asked.flat ? "Take hosts from folders" : "Do not take hosts from folders"}
          </Button>
        </p>
      )}
    </div>
  );
}
