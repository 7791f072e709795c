"use client";

import { startTransition, useActionState, useEffect, useOptimistic, useRef, useState } from "react";
import { BOARD_COLUMNS, type BoardColumn, type Board as BoardOf, beside, isTarget, moved } from "@/lib/board";
import type { Said } from "@/lib/form";
import { BoardLane } from "./board-lane";

interface BoardProps {
  board: BoardOf;
  /** Puts the finding `id` into the column `to`. */
  action: (said: Said, form: FormData) => Promise<Said>;
  mayWork: boolean;
  /** By column: all that stand in it, as lists. */
  lists: Record<BoardColumn, { href: string; text: string }[]>;
  zone: string;
  now: number;
}

const PROOF =
  "Only a report proves a repair: say that it is fixed, and the next report verifies it or brings it back.";
const SILENT = "It could not be moved: no answer came from the server. Try again.";

/** The board: cards move by drag, by key and by button, at once on the screen and back again where it is refused. */
export function Board({ board, action, mayWork, lists, ...at }: BoardProps) {
  // Without script the buttons post the form, and the page comes back with the answer.
  const [posted, submit] = useActionState<Said, FormData>(action, null);
  const [answer, setAnswer] = useState<Said>(null);
  const [shown, show] = useOptimistic(board, (now, [id, to]: [string, string]) =>
    isTarget(to) ? moved(now, id, to) : now,
  );
  // A card that comes to another column is made anew there, and takes the focus along.
  const focus = useRef<string | null>(null);
  useEffect(() => {
    if (focus.current === null || document.activeElement !== document.body) return;
    document.getElementById(`card-${focus.current}`)?.querySelector("a")?.focus();
  });

  const move = (id: string, to: BoardColumn): void => {
    if (!isTarget(to)) {
      setAnswer({ ok: false, text: PROOF });
      return;
    }
    const form = new FormData();
    form.set("id", id);
    form.set("to", to);
    startTransition(async () => {
      show([id, to]);
      const said = await action(null, form).catch((): Said => ({ ok: false, text: SILENT }));
      startTransition(() => setAnswer(said));
    });
  };
  const step = (id: string, from: BoardColumn, by: 1 | -1): void => {
    const to = beside(from, by);
    focus.current = id;
    if (to) move(id, to);
  };
  const said = answer ?? posted;
  return (
    <>
      <p
        role="status"
        className={
          said?.text
            ? `sticky top-2 z-10 mb-4 border-l-2 px-3 py-1.5 text-13 ${said.ok ? "border-ink bg-raised text-ink-2" : "border-failed bg-failed-soft text-failed"}`
            : "sr-only"
        }
      >
        {said?.text}
      </p>
      <div className="relative -mx-4 flex snap-x snap-mandatory scroll-px-4 gap-4 overflow-x-auto px-4 pb-4 sm:mx-0 sm:grid sm:snap-none sm:grid-cols-2 sm:overflow-visible sm:px-0 xl:grid-cols-4">
        {BOARD_COLUMNS.map((column) => (
          <BoardLane
            key={column}
            column={column}
            lane={shown[column]}
            lists={lists[column]}
            mayWork={mayWork}
            submit={submit}
            move={move}
            step={step}
            {...at}
          />
        ))}
      </div>
    </>
  );
}
