/** How decisions are called: the same as in files. */
export {
  dayWords,
  STATE_WORDS,
  scopeWords,
  standingWords,
  TREATMENT_WORDS,
} from "@/lib/queries/decision-words";
