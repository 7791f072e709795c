/** next-auth's options: credentials, and sessions in signed cookies that are checked against their rows. */
import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { textFrom } from "@/lib/form";
import { signIn } from "./credentials";
import { secrets } from "./data-folder";
import { safePath } from "./safe-path";
import {
  isSecure,
  revokeSession,
  SESSION_SECONDS,
  sessionCookie,
  sessionIdOf,
  viewerOfCookie,
} from "./session";

/** The library tells whoever asks what was thrown: they are told nothing but that it was, and the log has the rest. */
function quietly(error: unknown): never {
  console.error("Signing in failed:", error);
  throw new Error("unavailable");
}

/** Made per request: the secret exists only once the data folder is open. */
export const authOptions = (): AuthOptions => ({
  secret: secrets().session,
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  useSecureCookies: isSecure(),
  cookies: {
    sessionToken: {
      name: sessionCookie(),
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
    },
  },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: async (given, request) => {
        const header = (name: string): string => String(request.headers?.[name] ?? "");
        const visitor = { agent: header("user-agent"), address: header("x-rampart-address") };
        const result = await signIn(textFrom(given?.email), textFrom(given?.password), visitor).catch(
          quietly,
        );
        if (!result.ok) return null;
        const sid = await sessionIdOf(result.cookie);
        return sid === null ? null : { id: result.userId, sid };
      },
    }),
  ],
  events: {
    // Its own sign-out only drops the cookie; a copy of it must end as well.
    signOut: async ({ token }) => {
      if (typeof token?.sid === "string") await revokeSession(token.sid);
    },
  },
  callbacks: {
    // Its own one breaks on what is no address.
    redirect: ({ url, baseUrl }) =>
      `${baseUrl}${safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url)}`,
    jwt: ({ token, user }) => (user && "sid" in user ? { sub: user.id, sid: user.sid } : token),
    session: async ({ session, token }) => {
      const { encode } = await import("next-auth/jwt");
      const viewer = await viewerOfCookie(await encode({ token, secret: secrets().session }));
      return {
        expires: session.expires,
        user: viewer ? { name: viewer.name, email: viewer.actor } : undefined,
      };
    },
  },
});
