/** Bounds for everything that comes from outside. One place, so that tests and documents can name them. */
const MB = 1024 * 1024;

export const LIMITS = {
  /** One file, uncompressed. */
  fileBytes: 64 * MB,
  /** One line of a text format. Lynis writes lines of 24,000 characters. */
  lineCharacters: 4 * MB,
  lines: 500_000,
  /** Values of one repeated key. */
  valuesPerKey: 20_000,
  observations: 20_000,
  exposures: 100_000,
  /** One stored text from a report; longer ones are cut and marked with an ellipsis. */
  textCharacters: 4_000,
  checkCharacters: 200,
  exposureKeyCharacters: 500,
  hostNameCharacters: 253,
  sniffBytes: 64 * 1024,
  filesPerUpload: 200,
} as const;
