/** next-auth: signing in and out, and the session of the browser. */
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/next-auth";

const handle = (
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> => NextAuth(request, context, authOptions());

export { handle as GET, handle as POST };
