"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/form";
import { FileTable } from "./file-table";
import { takeFiles } from "./files";
import { type Imported, send } from "./send";
import type { UndoAction } from "./undo-form";

type Step =
  | { at: "choose" }
  | { at: "reading"; files: File[]; share: number }
  | { at: "preview"; files: File[]; lines: Imported[] }
  | { at: "importing"; files: File[]; lines: Imported[]; done: number }
  | { at: "done"; files: File[]; lines: Imported[] };

const MOST = 200;

/** Choose, preview, confirm, result. Nothing is stored before the second step is confirmed. */
export function Uploader({ undo }: { undo: UndoAction }) {
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const preview = useCallback(async (chosen: File[]) => {
    if (chosen.length === 0) return;
    setProblem(chosen.length > MOST ? `Only the first ${MOST} of ${chosen.length} files are taken.` : null);
    const files = chosen.slice(0, MOST);
    setStep({ at: "reading", files, share: 0 });
    try {
      const lines = await send(files, {
        dryRun: true,
        progress: (share) => setStep((old) => (old.at === "reading" ? { ...old, share } : old)),
      });
      setStep({ at: "preview", files, lines });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setStep({ at: "choose" });
    }
  }, []);

  useEffect(() => {
    const take = () => void preview(takeFiles());
    take();
    window.addEventListener("rampart:files", take);
    return () => window.removeEventListener("rampart:files", take);
  }, [preview]);

  const confirm = async () => {
    if (step.at !== "preview") return;
    const { files } = step;
    const lines = [...step.lines];
    setStep({ at: "importing", files, lines, done: 0 });
    // One by one, so that each file's progress shows and a fault of one costs no other.
    for (const [index, file] of files.entries()) {
      const [line] = lines[index]?.status === "imported" ? await one(file) : [];
      if (line) lines[index] = line;
      setStep({ at: "importing", files, lines: [...lines], done: index + 1 });
    }
    setStep({ at: "done", files, lines });
    router.refresh();
  };

  if (step.at === "choose") {
    return (
      <div className="mt-6 grid gap-4">
        {problem && <Problem>{problem}</Problem>}
        <label
          htmlFor="files"
          className="grid min-h-56 place-items-center rounded-lg border-2 border-line-strong border-dashed bg-raised p-6 text-center hover:border-accent has-[:focus-visible]:border-accent"
        >
          <span>
            <span className="block text-16 font-bold">Drop reports anywhere on the page</span>
            <span className="mt-1 block text-13 text-ink-2">
              or choose one or many: <code>/var/log/lynis-report.dat</code>
            </span>
            <input
              ref={input}
              id="files"
              type="file"
              multiple
              className="sr-only"
              onChange={(event) => void preview([...(event.target.files ?? [])])}
            />
            <span className="mt-4 inline-flex min-h-9 items-center rounded-md border border-ink bg-ink px-3 font-bold text-13 text-bg">
              Choose files
            </span>
          </span>
        </label>
      </div>
    );
  }
  if (step.at === "reading") {
    return (
      <p role="status" className="mt-6 text-ink-2">
        Reading {step.files.length === 1 ? step.files[0]?.name : `${step.files.length} files`} …{" "}
        {step.share < 1 ? `${Math.round(step.share * 100)} % sent` : "looking inside"}
      </p>
    );
  }
  const fresh = step.lines.filter(({ status }) => status === "imported").length;
  return (
    <div className="mt-6 grid gap-4">
      {problem && <Problem>{problem}</Problem>}
      <p role="status" className="text-20 text-ink-2">
        {headline(step, fresh)}
      </p>
      <FileTable
        files={step.files}
        lines={step.lines}
        done={step.at === "preview" ? null : step.at === "importing" ? step.done : step.files.length}
        undo={step.at === "done" ? undo : null}
      />
      <div className="flex flex-wrap gap-2">
        {step.at === "preview" && fresh > 0 && (
          <Button look="primary" onClick={() => void confirm()}>
            Import {fresh === 1 ? "this report" : `these ${fresh} reports`}
          </Button>
        )}
        {step.at !== "importing" && (
          <Button onClick={() => setStep({ at: "choose" })}>
            {step.at === "done" ? "Bring more" : "Choose others"}
          </Button>
        )}
      </div>
    </div>
  );
}

async function one(file: File): Promise<Imported[]> {
  try {
    return await send([file], { dryRun: false });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const problem = { code: "not-sent", detail };
    return [
      {
        id: null,
        status: "rejected",
        host: null,
        tool: null,
        report: null,
        changes: null,
        score: null,
        problem,
      },
    ];
  }
}

function headline(step: Exclude<Step, { at: "choose" | "reading" }>, fresh: number): string {
  if (step.at === "importing")
    return `Importing ${Math.min(step.done + 1, step.files.length)} of ${step.files.length} …`;
  const rest = step.lines.length - fresh;
  const others = rest === 0 ? "" : ` ${rest} ${rest === 1 ? "file brings" : "files bring"} nothing new.`;
  if (step.at === "done") return `Imported ${fresh} ${fresh === 1 ? "report" : "reports"}.${others}`;
  if (fresh === 0) return "None of these files would change anything.";
  return `This is what the import would do. Nothing is stored yet.${others}`;
}
