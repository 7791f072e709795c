"use client";

import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { BOARD_COLUMNS, type BoardColumn, type Card, isTarget } from "@/lib/board";
import { gain } from "@/lib/format";
import { COLUMN_TITLES, DRAGGED } from "./board-columns";
import { Due } from "./due";
import { stateWords } from "./states";

interface BoardCardProps {
  card: Card;
  column: BoardColumn;
  mayWork: boolean;
  submit: (form: FormData) => void;
  move: (id: string, to: BoardColumn) => void;
  step: (id: string, from: BoardColumn, by: 1 | -1) => void;
  zone: string;
  now: number;
}

export function BoardCard({ card, column, mayWork, submit, move, step, zone, now }: BoardCardProps) {
  const { id, title, host, severity, state, unheard } = card;
  // What a report proved is closed: no person opens it again.
  const movable = mayWork && isTarget(column);
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : null;
    if (by === null || !event.shiftKey || !movable) return;
    event.preventDefault();
    step(id, column, by);
  };
  return (
    <li
      id={`card-${id}`}
      data-card
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onKeyDown={onKey}
      className={`rounded-md border border-line bg-raised p-3 text-13 ${movable ? "cursor-grab" : ""}`}
    >
      <Link
        href={`/hosts/${host.id}/findings/${id}`}
        draggable={false}
        className="link font-bold [overflow-wrap:anywhere]"
      >
        {title}
      </Link>
      <p className="text-12 text-ink-2 [overflow-wrap:anywhere]">
        {host.name} · {severity}
        {card.gain > 0 && ` · ${gain(card.gain)}`}
      </p>
      {(state === "reopened" || unheard) && (
        <p className="text-12 text-failed">{stateWords(state === "reopened" ? state : column, unheard)}</p>
      )}
      {isTarget(column) && (
        <p className="text-12 text-ink-3">
          {card.assignee ?? "nobody"} · <Due at={card.dueAt} zone={zone} now={now} />
        </p>
      )}
      {movable && (
        <details className="mt-1">
          <summary className="link w-fit text-12 text-ink-3">
            Move
            <span className="sr-only">
              {" "}
              {title} on {host.name}
            </span>
          </summary>
          <form
            action={submit}
            onSubmit={(event) => {
              const { submitter } = event.nativeEvent as SubmitEvent;
              if (!(submitter instanceof HTMLButtonElement)) return;
              event.preventDefault();
              move(id, submitter.value as BoardColumn);
            }}
            className="mt-2 flex flex-wrap gap-2"
          >
            <input type="hidden" name="id" value={id} />
            {BOARD_COLUMNS.filter((to) => isTarget(to) && to !== column).map((to) => (
              <Button key={to} type="submit" small name="to" value={to}>
                {COLUMN_TITLES[to]}
              </Button>
            ))}
          </form>
        </details>
      )}
    </li>
  );
}
