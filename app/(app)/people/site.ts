import "server-only";
import { headers } from "next/headers";
import { readEnvironment } from "@/lib/env";

/** The address of this site, for links and commands that are passed on. The proxy has checked the name in the request. */
export async function siteAddress(): Promise<string> {
  const { publicUrl } = readEnvironment();
  return publicUrl ?? `http://${(await headers()).get("host") ?? "localhost"}`;
}
