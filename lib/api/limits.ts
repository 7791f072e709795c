/** Bounds on requests, beside those on reports in `lib/importers/limits.ts`. */
const MB = 1024 * 1024;

export const API_LIMITS = {
  /** All files of one upload together. */
  uploadBytes: 256 * MB,
  /** From the first byte of a body to its last. */
  bodySeconds: 120,
  jsonBytes: MB,
  jsonDepth: 32,
  /** The head of one part of a multipart body. */
  partHeadBytes: 8 * 1024,
  partHeads: 20,
  filenameCharacters: 255,
  /** Problems named in one answer. */
  errors: 20,
} as const;

/** Caps of one upload; tests take smaller ones. */
export interface UploadLimits {
  fileBytes: number;
  files: number;
  uploadBytes: number;
  seconds: number;
}
