"use client";

import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { bytes, change, score } from "@/lib/format";
import type { Chosen } from "./files";
import type { Imported } from "./send";
import { type UndoAction, UndoForm } from "./undo-form";

interface FileTableProps {
  files: readonly Chosen[];
  lines: readonly Imported[];
  /** Places of the files that were sent; null while it is a preview. */
  sent: ReadonlySet<number> | null;
  undo: UndoAction | null;
}

/** One line a report: which host, which tool, what opens, closes or comes back, and what happens to the score. */
export function FileTable({ files, lines, sent, undo }: FileTableProps) {
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
          <Head>{sent === null ? "" : "State"}</Head>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be chosen twice, and rows never move
          <Line key={index} line={line} file={files[line.delivered]} sent={sent} undo={undo} />
        ))}
      </tbody>
    </Table>
  );
}

interface LineProps extends Pick<FileTableProps, "sent" | "undo"> {
  line: Imported;
  file: Chosen | undefined;
}

const HOST_BY = { folder: "by its folder", "file-name": "by its name", request: "as you said" } as const;

function Line({ line, file, sent, undo }: LineProps) {
  const imported = sent?.has(line.delivered) === true && line.status === "imported";
  const inArchive = file !== undefined && line.filename !== null && !file.path.endsWith(line.filename);
  return (
    <tr>
      <Cell className="min-w-40 [overflow-wrap:anywhere]">
        {line.filename ?? file?.path}
        {file && (
          <span className="block text-12 text-ink-3">
            {inArchive ? `in ${file.file.name}` : bytes(file.file.size)}
          </span>
        )}
      </Cell>
      <Cell>
        {imported && line.host ? (
          <Link href={`/hosts/${line.host.id}`} className="link font-bold">
            {line.host.name}
          </Link>
        ) : (
          (line.host?.name ?? "–")
        )}
        {line.host && line.hostBy && line.hostBy !== "content" && (
          <span className="block text-12 text-ink-3">{HOST_BY[line.hostBy]}</span>
        )}
      </Cell>
      {line.status === "imported" ? (
        <>
          <Cell>
            {imported && line.report ? (
              <Link href={`/reports/${line.report.id}`} className="link">
                {line.tool}
              </Link>
            ) : (
              line.tool
            )}
            {line.notes.map(({ code, text }) => (
              <span key={code} className="block max-w-[40ch] text-12 text-ink-3">
                {text}
              </span>
            ))}
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
        {sent === null ? null : line.status === "duplicate" ? (
          "held"
        ) : line.status === "rejected" ? (
          "refused"
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
}

function moved({ score: figures }: Imported): string {
  const after = figures?.after?.proven ?? null;
  const before = figures?.before?.proven ?? null;
  if (after === null) return "–";
  return before === null ? score(after) : `${score(before)} → ${score(after)} (${change(after - before)})`;
}
