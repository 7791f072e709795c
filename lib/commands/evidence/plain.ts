/** What people type, as plain text that every engine stores: without control characters and halves of characters. */
import { z } from "zod";

/** One line: every run of blanks is one blank. */
export const oneLine = z
  .string()
  .max(20_000)
  .transform((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim());

/** Several lines. */
export const plainText = z
  .string()
  .max(50_000)
  .transform((text) =>
    text
      .replace(/\r\n?/g, "\n")
      .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, "")
      .trim(),
  );
