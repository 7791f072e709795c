/** Bounds on requests, beside those on reports in `lib/importers/limits.ts`. */
const MB = 1024 * 1024;

export const API_LIMITS = {
  /** All files of one upload together, as they are sent. */
  uploadBytes: 256 * MB,
  /** From the first byte of a body to its last. */
  bodySeconds: 120,
  jsonBytes: MB,
  /** A report as the Lynis client sends it, encoded: its key comes after it, so anybody may send so much. */
  lynisBytes: 16 * MB,
  /** All such reports together that are being received. */
  lynisBytesAtOnce: 128 * MB,
  lynisLicenseBytes: 4 * 1024,
  formFields: 20,
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
