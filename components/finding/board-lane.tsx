"use client";

import { type DragEvent, useState } from "react";
import { Link } from "@/components/ui/link";
import type { BoardColumn, Lane } from "@/lib/board";
import { whole } from "@/lib/format";
import { BoardCard } from "./board-card";
import { COLUMN_TITLES, DRAGGED, NO_CARD } from "./board-columns";

interface BoardLaneProps {
  column: BoardColumn;
  lane: Lane;
  lists: { href: string; text: string }[];
  mayWork: boolean;
  /** Posts the form of a card, where there is no script. */
  submit: (form: FormData) => void;
  move: (id: string, to: BoardColumn) => void;
  step: (id: string, from: BoardColumn, by: 1 | -1) => void;
  zone: string;
  now: number;
}

export function BoardLane({ column, lane, lists, move, ...rest }: BoardLaneProps) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    setOver(false);
    const id = event.dataTransfer.getData(DRAGGED);
    if (id === "") return;
    event.preventDefault();
    // Where it came from: nothing to do.
    if (!lane.cards.some((card) => card.id === id)) move(id, column);
  };
  return (
    <section
      aria-labelledby={`column-${column}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={drop}
      className={`w-[85%] shrink-0 snap-start rounded-lg p-3 sm:w-auto ${over ? "bg-accent-soft outline-2 outline-accent" : "bg-sunken"}`}
    >
      <div className="mb-3 flex items-baseline justify-between gap-2">
        <h2 id={`column-${column}`} className="text-13">
          {COLUMN_TITLES[column]}
        </h2>
        <span className="text-12 text-ink-3">{whole(lane.total)}</span>
      </div>
      {lane.total > lane.cards.length && (
        <p className="mb-3 text-12 text-ink-3">
          The {lane.cards.length} {column === "verified" ? "latest" : "worth most"}. All of them:{" "}
          {lists.map(({ href, text }, i) => (
            <span key={href}>
              {i > 0 && " · "}
              <Link href={href} className="link">
                {text}
              </Link>
            </span>
          ))}
        </p>
      )}
      {lane.cards.length === 0 ? (
        <p className="text-12 text-ink-3">{NO_CARD[column]}</p>
      ) : (
        <ul className="relative -m-1 grid gap-2 p-1 sm:max-h-[75vh] sm:overflow-y-auto">
          {lane.cards.map((card) => (
            <BoardCard key={card.id} card={card} column={column} move={move} {...rest} />
          ))}
        </ul>
      )}
    </section>
  );
}
