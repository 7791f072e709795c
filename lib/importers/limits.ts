/** Bounds for everything that comes from outside. One place, so that tests and documents can name them. */
const MB = 1024 * 1024;

export const LIMITS = {
  /** One file of a format that is read as a whole, uncompressed. */
  fileBytes: 64 * MB,
  /** One file of a format that is read as a stream. */
  streamBytes: 256 * MB,
  /** Text within one element of XML. */
  elementCharacters: 64 * 1024,
  jsonDepth: 100,
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
  titleCharacters: 300,
  exposureKeyCharacters: 500,
  hostNameCharacters: 253,
  sniffBytes: 64 * 1024,
  filesPerUpload: 200,
  /** All archives of one upload together, unpacked. */
  unpackedBytes: 512 * MB,
  archiveEntries: 2_000,
  /** Unpacked to packed bytes, once more than `archiveRatioFrom` bytes were unpacked. */
  archiveRatio: 200,
  archiveRatioFrom: 16 * MB,
  memberPathCharacters: 255,
  /** Reports in one file, each of another host or run. */
  reportsPerFile: 2_000,
} as const;
