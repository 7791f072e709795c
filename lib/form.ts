/** What a form says, read field by field, and what an action answers. */

/** The answer of an action to its form: one sentence, or the question that has to be answered first. */
export type Said = {
  ok: boolean;
  text: string;
  /** The button that was pressed and wants to be confirmed: without script, the page asks. */
  ask?: string;
  /** What was chosen, so that a form that comes back has it still. */
  chosen?: string[];
} | null;

const MOST = 5000;

/** No text of PostgreSQL holds a NUL, and no JSON of it half of a character: nobody types them, but a cut may leave one. */
const UNHEARD = /[\0\p{Surrogate}]/gu;

/**
 * What was sent as a text; empty where it is anything else.
 * @param most characters; the rest is cut off
 */
export const textFrom = (value: unknown, most = MOST): string =>
  typeof value === "string" ? value.slice(0, most).replace(UNHEARD, "") : "";

/**
 * A text field; empty where there is none or it is a file.
 * @param most characters; the rest is cut off
 */
export const textOf = (form: FormData, name: string, most = MOST): string => textFrom(form.get(name), most);

/** All values of a field of which there may be several. */
export const textsOf = (form: FormData, name: string): string[] =>
  form.getAll(name).flatMap((value) => (typeof value === "string" ? [textFrom(value)] : []));

/** JSON that stands in a form as one value; null where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value) =>
      typeof value === "string" ? value.replace(UNHEARD, "") : value,
    );
  } catch {
    return null;
  }
}

/**
 * For acts that are confirmed: the value of the button that says so, or the answer that asks. With script a dialog asks
 * before anything is sent, and this question never comes.
 */
export function confirmed(
  form: FormData,
  chosen?: string[],
): { sure: string; question: null } | { sure: null; question: Said } {
  const sure = textOf(form, "sure");
  if (sure !== "") return { sure, question: null };
  return {
    sure: null,
    question: { ok: false, text: "", ask: textOf(form, "ask"), ...(chosen && { chosen }) },
  };
}
