/** Which tower a check stands on, by words of its title and tags: for tools that name no tower. The words are data. */
import { z } from "zod";
import { TOWERS, type Tower } from "@/lib/fortress/types";

const place = z.strictObject({ tower: z.enum(TOWERS), group: z.string().max(80) });
const schema = z.strictObject({
  otherwise: place,
  /** The first rule of which a word is in the text decides. Words are lower case; blanks in them are single. */
  rules: z.array(place.extend({ words: z.array(z.string().min(2)).min(1) })),
});

export interface Place {
  tower: Tower;
  group: string;
}

/**
 * @param data a catalogue with `otherwise` and `rules`; throws where it is none
 * @returns the place of a text; a word counts where no letter or digit touches it
 */
export function placeByWords(data: unknown): (text: string) => Place {
  const { otherwise, rules } = schema.parse(data);
  return (text) => {
    const plain = ` ${text.slice(0, LONGEST).toLowerCase().replace(/\s+/g, " ")} `;
    const { tower, group } = rules.find(({ words }) => words.some((word) => holds(plain, word))) ?? otherwise;
    return { tower, group };
  };
}

const LONGEST = 2_000;
const LETTER = /[a-z0-9]/;

function holds(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!LETTER.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(at + word.length))) return true;
  }
  return false;
}
