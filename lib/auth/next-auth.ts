/** next-auth's options: credentials, and sessions in signed cookies that are checked against their rows. */
import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signIn } from "./credentials";
import { secrets } from "./data-folder";
import {
  isSecure,
  revokeSession,
  SESSION_SECONDS,
  sessionCookie,
  sessionIdOf,
  viewerOfCookie,
} from "./session";

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
        const result = await signIn(given?.email ?? "", given?.password ?? "", {
          agent: header("user-agent"),
          address: header("x-rampart-address"),
        });
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
