"use client";

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { bytes } from "@/lib/format";
import { Coming } from "./coming";
import type { Came } from "./take-file";

interface File {
  /** As people call it: `CSV`. */
  name: string;
  href: string;
  use: string;
}

interface FileLinksProps {
  lead: string;
  files: readonly File[];
  /** How many there will be in a file, and what they are. Left out: it is no table. */
  rows?: { total: number; what: string };
  note?: string;
}

type Step = { at: "rest"; said: string } | { at: "coming"; name: string; came: Came };

const NOTHING: Came = { bytes: 0, rows: null };

/** Files to take: plain links; with script they show how far they have come, and can be stopped. */
export function FileLinks({ lead, files, rows, note }: FileLinksProps) {
  const [step, setStep] = useState<Step>({ at: "rest", said: "" });
  const coming = useRef<{ control: AbortController; link: HTMLElement }>(null);
  useEffect(() => () => coming.current?.control.abort(), []);

  const take = async (event: MouseEvent<HTMLElement>, { name, href }: File): Promise<void> => {
    const otherwise = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    // One at a time is shown; the browser itself takes any other.
    if (otherwise || step.at === "coming") return;
    event.preventDefault();
    const control = new AbortController();
    const { signal } = control;
    coming.current = { control, link: event.currentTarget };
    const show = (came: Came): void => setStep({ at: "coming", name, came });
    show(NOTHING);
    try {
      const { takeFile } = await import("./take-file");
      const { name: kept, size } = await takeFile(href, { signal, came: show });
      setStep({ at: "rest", said: `${kept} is here: ${bytes(size)}.` });
    } catch (error) {
      setStep({
        at: "rest",
        said: signal.aborted ? `${name} was stopped.` : String((error as Error).message),
      });
    }
  };

  const stop = (): void => {
    // The button goes: whoever pressed it goes on where they began.
    coming.current?.link.focus();
    coming.current?.control.abort();
  };

  return (
    <>
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <span className="text-ink-3">{lead}</span>
        {files.map((file) => (
          <a
            key={file.name}
            href={file.href}
            download
            title={file.use}
            className="link"
            onClick={(event) => void take(event, file)}
          >
            {file.name}
          </a>
        ))}
        {note && <span className="text-ink-3">{note}</span>}
      </div>
      {step.at === "coming" && <Coming name={step.name} came={step.came} rows={rows} onStop={stop} />}
      <p role="status" className="mt-1 text-ink-3 empty:hidden">
        {step.at === "rest" ? step.said : <span className="sr-only">{step.name} comes.</span>}
      </p>
    </>
  );
}
