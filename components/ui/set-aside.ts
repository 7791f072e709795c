/**
 * What a document holds as markup and need not say a second time for the browser's script. A page is rendered twice on the
 * server: by its components, and as the document that the browser's components make of it. What the first sets aside, the
 * second takes. The server keeps a list for each request for a document (`scripts/start/document.mjs`).
 */

interface ForOneRequest {
  getStore(): string[] | undefined;
}

const asideOf = (): string[] | undefined =>
  (globalThis as { rampartDocument?: ForOneRequest }).rampartDocument?.getStore();

/** @returns its place for `takeAside`; null where no document is being made */
export function setAside(markup: string): number | null {
  const aside = asideOf();
  return aside ? aside.push(markup) - 1 : null;
}

/** @throws Error when nothing stands there */
export function takeAside(place: number): string {
  const markup = asideOf()?.[place];
  if (markup === undefined) throw new Error(`Nothing was set aside at ${place}.`);
  return markup;
}
