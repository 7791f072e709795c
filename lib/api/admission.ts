/** Who sends a request, and whether they may: an API token, or the browser's session. */
import { type Action, can, type Viewer } from "@/lib/auth/rights";
import { sessionCookie, viewerOfCookie, viewerOfToken } from "@/lib/auth/session";
import { readEnvironment } from "@/lib/env";
import { type ProblemBody, problem, type Reply } from "./reply";

const CHALLENGE = 'Bearer realm="rampart"';

const unauthenticated = (error = ""): Reply<ProblemBody> =>
  problem(401, "unauthenticated", "Send an API token as `Authorization: Bearer …`, or sign in.", {
    headers: { "WWW-Authenticate": CHALLENGE + error },
  });

/** Asked before anything else of the request is looked at. */
export async function admit(request: Request, action: Action): Promise<Viewer | Reply<ProblemBody>> {
  const token = bearerOf(request);
  const viewer = await (token === null ? viewerOfCookie(cookieOf(request)) : viewerOfToken(token));
  if (!viewer) return unauthenticated(token === null ? "" : ', error="invalid_token"');
  if (token === null && !isSafe(request.method) && !isSameOrigin(request)) {
    return problem(403, "cross-origin", "A session may write only from the pages of this Rampart.");
  }
  return can(viewer, action) ? viewer : forbidden(viewer);
}

const forbidden = ({ kind }: Viewer): Reply<ProblemBody> =>
  problem(
    403,
    "forbidden",
    kind === "token"
      ? "The scopes of this token, or the role of its owner, do not allow this."
      : "Your role does not allow this.",
  );

/** A token that is given decides alone: a bad one does not fall back to the session. */
function bearerOf(request: Request): string | null {
  const match = /^Bearer(?: +(.*))?$/i.exec(request.headers.get("authorization")?.trim() ?? "");
  return match ? (match[1] ?? "") : null;
}

function cookieOf(request: Request): string | undefined {
  const name = `${sessionCookie()}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length);
}

const isSafe = (method: string): boolean => method === "GET" || method === "HEAD";

/** A browser says where a request comes from; one that says nothing is refused. */
function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.headers.get("host") || origin === readEnvironment().publicUrl;
}
