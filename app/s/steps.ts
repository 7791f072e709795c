/** What happens behind a share link, step by step: is there one, is it open, what does it show. */
import { readFields } from "@/lib/api/form-fields";
import { noted } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { isSecure } from "@/lib/auth/session";
import { isDoorOpen, openDoor, SHARE_COOKIE, SHARE_COOKIE_SECONDS } from "@/lib/auth/share-door";
import { knock, noteView, type Reader } from "@/lib/commands/view-share";
import { type OpenShare, openShare, readShared, sharedPdf } from "@/lib/queries/open-share";
import { shareFile, sharePicture, shareRedirect } from "./answer";
import { badge } from "./badge";
import { doorPage, failedPage, gonePage, summaryPage } from "./pages";

const FORM_BYTES = 4096;

type Handle = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;

/** The last place for errors that nobody expected, as in the API. */
const guarded =
  (steps: (request: Request, token: string) => Promise<Response>): Handle =>
  async (request, { params }) => {
    try {
      return await steps(request, (await params).token);
    } catch (error) {
      return failedPage(noted(hidden(request), error));
    }
  };

/** The log is no place for tokens. */
const hidden = (request: Request): Request =>
  new Request(new URL("/s/…", request.url), { method: request.method });

const readerOf = ({ headers }: Request): Reader => ({
  address: headers.get("x-rampart-address") ?? "",
  agent: headers.get("user-agent") ?? "",
});

const placeOf = (token: string): string => `/s/${token}`;

function cookieOf({ headers }: Request): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${SHARE_COOKIE}=`))?.slice(SHARE_COOKIE.length + 1);
}

const isOpen = (share: OpenShare, request: Request, now: number): boolean =>
  share.passwordHash === null || isDoorOpen(share, cookieOf(request), now);

export const showShare = guarded(async (request, token) => {
  const now = Date.now();
  const share = await openShare(token, now);
  if (!share) return gonePage();
  if (!isOpen(share, request, now)) return doorPage(null);
  const summary = await readShared(share, now);
  if (!summary) return gonePage();
  await noteView(share, readerOf(request), "shown", now);
  return summaryPage({ share, summary, token });
});

/** The same as a file, to whoever may see the page; the others are sent to its door. */
export const showFile = guarded(async (request, token) => {
  const now = Date.now();
  const share = await openShare(token, now);
  if (!share) return gonePage();
  if (!isOpen(share, request, now)) return shareRedirect(placeOf(token));
  const summary = share.pdf && (await readShared(share, now));
  if (!share.pdf || !summary) return gonePage();
  const bytes = await sharedPdf(share, summary, share.pdf, now);
  // It took a while: the link may have been revoked.
  if (!(await openShare(token))) return gonePage();
  await noteView(share, readerOf(request), "file", now);
  return shareFile(bytes, `summary-${summary.at.slice(0, 10)}.pdf`);
});

export const enterShare = guarded(async (request, token) => {
  const now = Date.now();
  const share = await openShare(token, now);
  if (!share) return gonePage();
  const fields = await readFields(request, FORM_BYTES);
  if (fields instanceof Reply) return doorPage({ minutes: null });
  if (share.passwordHash !== null) {
    const password = fields.get("password")?.toString("utf8") ?? "";
    const knocked = await knock(share, readerOf(request), password);
    if (!knocked.open) return doorPage(knocked);
  }
  const place = placeOf(token);
  const cookie = [
    ...[`${SHARE_COOKIE}=${openDoor(share, now)}`, `Path=${place}`, `Max-Age=${SHARE_COOKIE_SECONDS}`],
    ...["HttpOnly", "SameSite=Lax", ...(isSecure() ? ["Secure"] : [])],
  ];
  return shareRedirect(place, { "set-cookie": cookie.join("; ") });
});

/** Without the password too: whoever made the link let its grade be seen. */
export const showBadge = guarded(async (request, token) => {
  const now = Date.now();
  const share = await openShare(token, now);
  if (!share?.badge) return gonePage();
  const summary = await readShared(share, now);
  if (!summary) return gonePage();
  await noteView(share, readerOf(request), "badge", now);
  return sharePicture(badge(summary, now));
});

/** Whatever stands below a link is nothing. */
export const showNothing = guarded(() => gonePage());
