/** How the columns of the board are called. Pure. */
import { type BoardColumn, VERIFIED_DAYS } from "@/lib/board";

/** What a dragged card is called by the browser. */
export const DRAGGED = "application/x-rampart-finding";

export const COLUMN_TITLES: Record<BoardColumn, string> = {
  open: "Open, nobody at it",
  "in-progress": "In progress",
  fixed: "Fixed, waiting for proof",
  verified: `Verified in ${VERIFIED_DAYS} days`,
};

export const NO_CARD: Record<BoardColumn, string> = {
  open: "Nothing waits for somebody.",
  "in-progress": "Nobody is at anything.",
  fixed: "Nothing waits for its proof.",
  verified: "No report has proved a repair lately.",
};
