/** Bytes that are made while they are read, for answers that are too large to hold. */

export type Pieces = AsyncIterable<Uint8Array>;

export const isPieces = (body: unknown): body is Pieces =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/**
 * A body for `Response`. Nothing is made before the reader asks for it, and nothing more once they are gone.
 * @param failed told what goes wrong on the way; the reader's connection breaks off, so that half a file is not taken for one
 */
export function streamOf(pieces: Pieces, failed: (error: unknown) => void): ReadableStream<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  let gone = false;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await source.next();
          // They left while it was made: nobody takes it, and that is no error.
          if (gone) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failed(error);
          controller.error(error);
        }
      },
      cancel: async () => {
        gone = true;
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Text in UTF-8. */
export async function* inUtf8(texts: AsyncIterable<string>): Pieces {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
