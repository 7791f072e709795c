/** The type of the PDF: Inter, embedded as far as its letters are used. */
import { Font } from "@react-pdf/renderer";

/** One family for each file of letters: a text takes each letter from the first that has it. */
const LETTERS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic"] as const;
const WEIGHTS = [400, 600] as const;

export const FAMILY: string[] = LETTERS.map((letters) => `Inter ${letters}`);

/** A word longer than this may be broken anywhere, so that nothing runs out of its column. */
const LONGEST_WORD = 18;

/**
 * Makes the fonts known to the PDF library, once for each process.
 * @param folder of the font files, absolute
 * @returns makes a text fit to be set: of letters that no font has, it shows that there were some
 */
export async function openFonts(
  folder = `${process.cwd()}/node_modules/@fontsource/inter/files`,
): Promise<(text: string) => string> {
  if (!Font.getRegisteredFontFamilies().includes(FAMILY[0] ?? "")) {
    const source = (letters: string, weight: number) => `${folder}/inter-${letters}-${weight}-normal.woff`;
    register(source);
  }
  await load();
  const fonts = FAMILY.map((fontFamily) => Font.getFont({ fontFamily, fontWeight: 400 })?.data);
  const known = new Map<string, boolean>();
  const has = (letter: string): boolean => {
    const code = letter.codePointAt(0) ?? 0;
    const found = known.get(letter) ?? fonts.some((font) => font?.hasGlyphForCodePoint(code));
    known.set(letter, found);
    return found;
  };
  return (text) => Array.from(text, (letter) => (has(letter) ? letter : (ALIKE[letter] ?? "?"))).join("");
}

/** What stands for letters that are seen in reports, and in no file of the fonts. */
const ALIKE: Readonly<Record<string, string>> = {
  "→": "->",
  "←": "<-",
  "≤": "<=",
  "≥": ">=",
  "✓": "yes",
  "\t": " ",
};

const FONTS = FAMILY.flatMap((fontFamily) => WEIGHTS.map((fontWeight) => ({ fontFamily, fontWeight })));

/**
 * The library keeps each sign as it is first met. In a file of the font a colon is put together from points: whoever met the
 * colon first would know a point of no letter, and copied text would lack it. So each is met as the letter that it is.
 */
async function load(): Promise<void> {
  await Promise.all(FONTS.map((font) => Font.load(font)));
  for (const font of FONTS) {
    const signs = Font.getFont(font)?.data;
    for (const code of signs?.characterSet ?? []) signs?.glyphForCodePoint(code);
  }
}

function register(source: (letters: string, weight: number) => string): void {
  LETTERS.forEach((letters, index) => {
    Font.register({
      family: FAMILY[index] ?? "",
      fonts: WEIGHTS.map((fontWeight) => ({ src: source(letters, fontWeight), fontWeight })),
    });
  });
  // An empty part after each keeps the library from setting a hyphen, which would belong to no name.
  Font.registerHyphenationCallback((word) =>
    word.length <= LONGEST_WORD ? [word] : (word.match(/.{1,4}/gsu) ?? [word]).flatMap((part) => [part, ""]),
  );
}
