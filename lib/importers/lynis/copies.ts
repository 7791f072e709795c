/** A report that was appended to itself, as a script does that runs twice, is still one report. */

/**
 * The one report in a text that consists of identical copies, or null where the copies differ. Copies may be glued
 * together without a line end, and the last one may lack its final newline.
 * @param secondLine 1-based number of the line where the second report was noticed
 */
export function oneOfIdenticalCopies(text: string, secondLine: number): string | null {
  const period = offsetOfLine(text, secondLine);
  for (const whole of [text, `${text}\n`]) {
    for (const length of [period, whole.length / 2]) {
      if (length > 0 && isRepetition(whole, length)) return whole.slice(0, length);
    }
  }
  return null;
}

const isRepetition = (text: string, length: number): boolean =>
  Number.isInteger(length) && text.length % length === 0 && text.slice(length) === text.slice(0, -length);

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let n = 1; n < line; n += 1) offset = text.indexOf("\n", offset) + 1;
  return offset;
}
