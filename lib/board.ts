/** The board of findings: its columns, and what moves between them. Pure. */
import { WORK_STATES, type WorkState } from "./fortress/state";

/** `open`: nobody is at it, also what came back; `verified`: what a report proved lately. */
export const BOARD_COLUMNS = [...WORK_STATES, "verified"] as const;
export type BoardColumn = (typeof BOARD_COLUMNS)[number];

/** What was verified within so many days is on it. */
export const VERIFIED_DAYS = 14;

export interface Card {
  id: string;
  check: string;
  title: string;
  severity: string;
  /** `reopened` stands in `open`. */
  state: string;
  unheard: boolean;
  gain: number;
  host: { id: string; name: string };
  assignee: string | null;
  dueAt: string | null;
}

export interface Lane {
  cards: readonly Card[];
  total: number;
}

export type Board = Readonly<Record<BoardColumn, Lane>>;

/** Where people can put something: that it is verified, only a report can say. */
export const isTarget = (text: string): text is WorkState => WORK_STATES.some((state) => state === text);

/** Which column a card stands in; null: in none. */
export const columnOf = (board: Board, id: string): BoardColumn | null =>
  BOARD_COLUMNS.find((column) => board[column].cards.some((card) => card.id === id)) ?? null;

/** The board when this card has come to another column; itself where it is there, closed, or nowhere. */
export function moved(board: Board, id: string, to: WorkState): Board {
  const from = columnOf(board, id);
  const card = from === null ? undefined : board[from].cards.find((one) => one.id === id);
  if (from === null || from === "verified" || from === to || !card) return board;
  const less: Lane = { cards: board[from].cards.filter((one) => one !== card), total: board[from].total - 1 };
  const cards = [...board[to].cards, { ...card, state: to }].sort((a, b) => b.gain - a.gain);
  return { ...board, [from]: less, [to]: { cards, total: board[to].total + 1 } };
}

/** The next column to the left or the right; null: there is none. */
export const beside = (column: BoardColumn, by: 1 | -1): BoardColumn | null =>
  BOARD_COLUMNS[BOARD_COLUMNS.indexOf(column) + by] ?? null;
