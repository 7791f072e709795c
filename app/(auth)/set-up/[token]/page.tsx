import type { Metadata } from "next";
import { findLink } from "@/lib/auth/links";
import { PASSWORD } from "@/lib/auth/passwords";
import { LinkForm } from "../../link-form";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage({ params }: PageProps<"/set-up/[token]">) {
  const { token } = await params;
  const link = await findLink(token);
  if (link?.kind !== "set-up") {
    return (
      <>
        <h1>This link has ended</h1>
        <p className="mt-3 text-ink-2">
          A set-up link works once and for a day. While there is no user, Rampart prints a new one each time
          it starts.
        </p>
      </>
    );
  }
  return (
    <>
      <h1>Set up Rampart</h1>
      <p className="mt-3 text-ink-2">
        You will be its first administrator. Everybody else is invited by you.
      </p>
      <LinkForm token={token} asks={["name", "email"]} submit="Make the first user" least={PASSWORD.least} />
    </>
  );
}
