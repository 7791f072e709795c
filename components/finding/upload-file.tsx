"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/form";

interface UploadFileProps {
  /** The path of the API that takes a file. */
  to: string;
}

/** Brings evidence files, one after the other; what is refused says why. */
export function UploadFile({ to }: UploadFileProps) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<{ problems: string[]; brought: number } | null>(null);

  const bring = async (event: FormEvent) => {
    event.preventDefault();
    const files = [...(input.current?.files ?? [])];
    if (files.length === 0) return;
    setPending(true);
    const problems: string[] = [];
    for (const file of files) {
      const problem = await send(to, file);
      if (problem !== null) problems.push(`${file.name}: ${problem}`);
    }
    setSaid({ problems, brought: files.length - problems.length });
    setPending(false);
    if (input.current) input.current.value = "";
    router.refresh();
  };

  return (
    <form onSubmit={bring} aria-busy={pending} className="no-print mt-4 grid max-w-[68ch] gap-2">
      <label htmlFor="evidence" className="font-bold text-13">
        Bring files
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          id="evidence"
          name="file"
          type="file"
          multiple
          required
          className="field min-w-0 grow basis-56"
          aria-describedby="evidence-hint"
        />
        <Button type="submit" disabled={pending}>
          {pending ? "Sending …" : "Bring"}
        </Button>
      </div>
      <p id="evidence-hint" className="text-12 text-ink-3">
        Images, PDF, plain text, CSV, JSON, ZIP, DOCX or XLSX, each of at most 10 MB, 20 together. What a file
        is, its content tells.
      </p>
      <noscript>
        <p className="text-12 text-ink-3">
          Bringing files needs script here. Without it, send each to <code>{to}</code> with an API token.
        </p>
      </noscript>
      {said?.problems.map((problem) => (
        <Problem key={problem}>{problem}</Problem>
      ))}
      {said !== null && said.brought > 0 && (
        <p role="status" className="border-ink border-l-2 px-3 py-1.5 text-13 text-ink-2">
          {said.brought === 1 ? "One file is kept." : `${said.brought} files are kept.`}
        </p>
      )}
    </form>
  );
}

/** @returns what went wrong, in a sentence; null: nothing */
async function send(to: string, file: File): Promise<string | null> {
  const body = new FormData();
  body.append("file", file);
  try {
    const response = await fetch(to, { method: "POST", body });
    if (response.ok) return null;
    const answer: unknown = await response.json();
    const detail = typeof answer === "object" && answer !== null ? Reflect.get(answer, "detail") : null;
    return typeof detail === "string" ? detail : `The server answered ${response.status}.`;
  } catch {
    return "The server does not answer; try again.";
  }
}
