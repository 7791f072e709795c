/** Before every page: a nonce of its own, the headers that bind the browser, and no answer to a stranger's host name. */
import { type NextRequest, NextResponse } from "next/server";

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\])(:\d+)?$/i;

export function proxy(request: NextRequest): NextResponse {
  if (!isOurs(request.headers.get("host") ?? "")) {
    return new NextResponse("This address is not served here. Set RAMPART_URL to the address you use.\n", {
      status: 421,
    });
  }
  // No text of the database holds a NUL: nothing has this address.
  if (request.url.includes("%00")) return new NextResponse("This address cannot be read.\n", { status: 400 });
  if (request.nextUrl.pathname.startsWith("/s/")) return forShare(request);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-rampart-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  if (process.env.RAMPART_URL?.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

const HEADERS = {
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/**
 * Share links set headers of their own, stricter ones. But for the type of their pages: Next hands that of a route on as a
 * list, and what compresses the answers does not know it then. It would take the place of what a form says of itself, too.
 */
function forShare({ method, nextUrl }: NextRequest): NextResponse {
  const isPage = method === "GET" && !/\/(badge\.svg|summary\.pdf)$/.test(nextUrl.pathname);
  return NextResponse.next(isPage ? { headers: { "content-type": "text/html; charset=utf-8" } } : {});
}

/** A public address is answered under its own name; without one, only under names that no other site can take. */
function isOurs(host: string): boolean {
  const publicUrl = process.env.RAMPART_URL;
  if (publicUrl && host === new URL(publicUrl).host) return true;
  return LOCAL.test(host);
}

function contentSecurityPolicy(nonce: string): string {
  // Fast refresh evaluates code; only development does that.
  const dev = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev}`,
    `style-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // Not for static files, which have no document, nor for the API and Lynis clients: these answers set their own
  // headers, and their bodies are large.
  matcher: [{ source: "/((?!_next/static|_next/image|api/|lynis/|favicon.ico|icon.svg).*)" }],
};
