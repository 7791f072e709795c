"use client";

import Link from "next/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { bytes, change, score } from "@/lib/format";
import type { Imported } from "./send";
import { type UndoAction, UndoForm } from "./undo-form";

interface FileTableProps {
  files: readonly File[];
  lines: readonly Imported[];
  /** How many files are imported; null while it is a preview. */
  done: number | null;
  undo: UndoAction | null;
}

/** One line a file: which host, which tool, what opens, closes or comes back, and what happens to the score. */
export function FileTable({ files, lines, done, undo }: FileTableProps) {
  return (
    <Table caption="Files and what they bring">
      <thead>
        <tr>
          <Head>File</Head>
          <Head>Fortress</Head>
          <Head>Report</Head>
          <Head number>Opens</Head>
          <Head number>Closes</Head>
          <Head number>Comes back</Head>
          <Head number>Proven</Head>
          <Head>{done === null ? "" : "State"}</Head>
        </tr>
      </thead>
      <tbody>
        {files.map((file, index) => {
          const line = lines[index];
          if (!line) return null;
          const imported = done !== null && index < done && line.status === "imported";
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be chosen twice, and rows never move
            <tr key={index}>
              <Cell className="min-w-40 [overflow-wrap:anywhere]">
                {file.name}
                <span className="block text-12 text-ink-3">{bytes(file.size)}</span>
              </Cell>
              <Cell>
                {imported && line.host ? (
                  <Link href={`/hosts/${line.host.id}`} prefetch={false} className="link font-bold">
                    {line.host.name}
                  </Link>
                ) : (
                  (line.host?.name ?? "–")
                )}
              </Cell>
              {line.status === "imported" ? (
                <>
                  <Cell>
                    {imported && line.report ? (
                      <Link href={`/reports/${line.report.id}`} prefetch={false} className="link">
                        {line.tool}
                      </Link>
                    ) : (
                      line.tool
                    )}
                  </Cell>
                  <Cell number>{line.changes?.opened}</Cell>
                  <Cell number>{line.changes?.closed}</Cell>
                  <Cell number>{line.changes?.reopened}</Cell>
                  <Cell number>{moved(line)}</Cell>
                </>
              ) : (
                <Cell colSpan={5} className={line.status === "rejected" ? "text-failed" : "text-ink-2"}>
                  {line.status === "duplicate"
                    ? "This file is held already: importing it again changes nothing."
                    : `${line.problem?.detail ?? "Refused."}${line.problem?.line ? ` (line ${line.problem.line})` : ""}`}
                </Cell>
              )}
              <Cell>
                {done === null ? null : line.status !== "imported" ? (
                  line.status === "duplicate" ? (
                    "held"
                  ) : (
                    "refused"
                  )
                ) : !imported ? (
                  "waiting"
                ) : undo && line.id ? (
                  <UndoForm importId={line.id} host={line.host?.name ?? ""} action={undo} small />
                ) : (
                  "imported"
                )}
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function moved({ score: figures }: Imported): string {
  const after = figures?.after?.proven ?? null;
  const before = figures?.before?.proven ?? null;
  if (after === null) return "–";
  return before === null ? score(after) : `${score(before)} → ${score(after)} (${change(after - before)})`;
}
