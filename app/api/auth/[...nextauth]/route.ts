/** next-auth: signing in and out, and the session of the browser. */
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/next-auth";

type Context = { params: Promise<{ nextauth: string[] }> };

export const POST = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, authOptions());

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const [action = ""] = (await context.params).nextauth;
  // Nobody is called back here with GET, and the page has errors of its own: the library would break on some.
  if (action === "callback" || action === "error") {
    return new Response(null, {
      status: 303,
      headers: { location: "/sign-in", "cache-control": "no-store" },
    });
  }
  return POST(request, context);
}
