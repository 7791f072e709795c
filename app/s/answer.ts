/** How a share link answers: a page of its own, without script, of which nobody else learns. */
import type { ReactElement } from "react";
import { isSecure } from "@/lib/auth/session";
import { shareStyle } from "./style";

const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow, noarchive",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** @param style the only style that it may have */
const policy = (style: string): string =>
  [
    `default-src 'none'; style-src ${style}; img-src data:`,
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ].join("; ");

/** The headers of every answer, whatever it is. */
const headersOf = (more: Record<string, string>): Record<string, string> => ({
  ...HEADERS,
  "cross-origin-resource-policy": "same-origin",
  ...(isSecure() && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  ...more,
});

interface Sent {
  status?: number;
  headers?: Record<string, string>;
}

/**
 * @param title of the window, as text
 * @param body elements that need no script
 */
export async function sharePage(
  title: ReactElement,
  body: ReactElement,
  { status = 200, headers = {} }: Sent = {},
): Promise<Response> {
  // Not as a page of Next, which would bring its scripts, and could not answer 404 without one.
  const { renderToStaticMarkup } = await import("react-dom/server");
  const { text, source } = shareStyle();
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">',
    // Else browsers ask for an icon of Rampart.
    `<link rel="icon" href="data:,">${renderToStaticMarkup(title)}<style>${text}</style>`,
  ].join("");
  const page = `<!doctype html><html lang="en"><head>${head}</head><body>${renderToStaticMarkup(body)}</body></html>`;
  return new Response(page, {
    status,
    headers: headersOf({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(source),
      ...headers,
    }),
  });
}

/** To the page of the link itself. */
export const shareRedirect = (location: string, more: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: headersOf({ location, ...more }) });

/** A PDF to keep. */
export const shareFile = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: headersOf({
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "content-disposition": `attachment; filename="${name}"`,
      "content-security-policy": "default-src 'none'; sandbox",
    }),
  });

/** A picture that other pages may show. */
export const sharePicture = (svg: string): Response =>
  new Response(svg, {
    headers: headersOf({
      "content-type": "image/svg+xml",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
    }),
  });
