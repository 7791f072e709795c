"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/form";
import { Choose } from "./choose";
import { FileTable } from "./file-table";
import { type Chosen, chosenOf, MOST_FILES, takeFiles, together } from "./files";
import { HostQuestion } from "./host-question";
import { type Asked, type Imported, send, unsent } from "./send";
import type { UndoAction } from "./undo-form";

type Step =
  | { at: "choose" }
  | { at: "reading"; files: Chosen[]; share: number }
  | { at: "preview"; files: Chosen[]; lines: Imported[] }
  | { at: "importing" | "done"; files: Chosen[]; lines: Imported[]; sent: ReadonlySet<number> };

const UNASKED: Asked = { host: "", flat: false };

/** Choose, preview, confirm, result. Nothing is stored before the second step is confirmed. */
export function Uploader({ undo }: { undo: UndoAction }) {
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [asked, setAsked] = useState<Asked>(UNASKED);
  const [problem, setProblem] = useState<string | null>(null);

  const preview = useCallback(async (chosen: Chosen[], how: Asked) => {
    if (chosen.length === 0) return;
    const most = `Only the first ${MOST_FILES} of ${chosen.length} files are taken. An archive may hold more.`;
    setProblem(chosen.length > MOST_FILES ? most : null);
    setAsked(how);
    const files = chosen.slice(0, MOST_FILES);
    setStep({ at: "reading", files, share: 0 });
    try {
      const lines = await send(files, {
        ...how,
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
    const take = () => void preview(takeFiles(), UNASKED);
    take();
    window.addEventListener("rampart:files", take);
    return () => window.removeEventListener("rampart:files", take);
  }, [preview]);

  const confirm = async () => {
    if (step.at !== "preview") return;
    const { files } = step;
    let { lines } = step;
    const sent = new Set<number>();
    setStep({ at: "importing", files, lines, sent });
    // File by file, so that each one's progress shows and a fault of one costs no other.
    for (const group of together(files)) {
      const isNew = lines.some((line) => group.includes(line.delivered) && line.status === "imported");
      if (isNew) lines = replaced(lines, group, await sendGroup(files, group, asked));
      for (const index of group) sent.add(index);
      setStep({ at: "importing", files, lines, sent: new Set(sent) });
    }
    setStep({ at: "done", files, lines, sent });
    router.refresh();
  };

  if (step.at === "choose") {
    return (
      <div className="mt-6 grid gap-4">
        {problem && <Problem>{problem}</Problem>}
        <Choose onChoose={(files) => void preview(chosenOf(files), UNASKED)} />
      </div>
    );
  }
  if (step.at === "reading") {
    return (
      <p role="status" className="mt-6 text-ink-2">
        Reading {step.files.length === 1 ? step.files[0]?.file.name : `${step.files.length} files`} …{" "}
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
      {step.at === "preview" && (
        <HostQuestion
          lines={step.lines}
          asked={asked}
          onAnswer={(answer) => void preview(step.files, answer)}
        />
      )}
      <FileTable
        files={step.files}
        lines={step.lines}
        sent={step.at === "preview" ? null : step.sent}
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

async function sendGroup(
  files: readonly Chosen[],
  group: readonly number[],
  asked: Asked,
): Promise<Imported[]> {
  const chosen = group.flatMap((index) => files[index] ?? []);
  try {
    return await send(chosen, { ...asked, dryRun: false });
  } catch (error) {
    return chosen.map((one, index) => unsent(one, index, error));
  }
}

/** The lines with those of a group exchanged for what its import said, in the order of the files. */
function replaced(
  lines: readonly Imported[],
  group: readonly number[],
  told: readonly Imported[],
): Imported[] {
  const others = lines.filter(({ delivered }) => !group.includes(delivered));
  const fresh = told.map((line) => ({ ...line, delivered: group[line.delivered] ?? line.delivered }));
  return [...others, ...fresh].sort((a, b) => a.delivered - b.delivered);
}

function headline(step: Exclude<Step, { at: "choose" | "reading" }>, fresh: number): string {
  if (step.at === "importing")
    return `Importing ${Math.min(step.sent.size + 1, step.files.length)} of ${step.files.length} …`;
  const rest = step.lines.length - fresh;
  const others = rest === 0 ? "" : ` ${rest} ${rest === 1 ? "file brings" : "files bring"} nothing new.`;
  if (step.at === "done") return `Imported ${fresh} ${fresh === 1 ? "report" : "reports"}.${others}`;
  if (fresh === 0) return "None of these files would change anything.";
  return `This is what the import would do. Nothing is stored yet.${others}`;
}
