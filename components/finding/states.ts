/** How the states of findings are called: the same as in files. */
export { stateWords } from "@/lib/fortress/words";
export { STATE_CHOICES } from "@/lib/queries/filter-words";
