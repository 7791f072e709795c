import type { Metadata } from "next";
import { findLink } from "@/lib/auth/links";
import { PASSWORD } from "@/lib/auth/passwords";
import { LinkForm } from "../../link-form";

export const metadata: Metadata = { title: "Welcome" };

/** An invitation, or a new password. */
export default async function JoinPage({ params }: PageProps<"/join/[token]">) {
  const { token } = await params;
  const link = await findLink(token);
  if (!link || link.kind === "set-up") {
    return (
      <>
        <h1>This link has ended</h1>
        <p className="mt-3 text-ink-2">
          It was used already, or its time is over. Ask an administrator for a new one.
        </p>
      </>
    );
  }
  const fresh = link.kind === "invitation";
  return (
    <>
      <h1>{fresh ? "Welcome" : "A new password"}</h1>
      <p className="mt-3 text-ink-2">
        {fresh ? `You were invited as ${link.email}.` : "Your other sessions end when you set it."}
      </p>
      <LinkForm
        token={token}
        asks={fresh ? ["name"] : []}
        submit={fresh ? "Join" : "Set the password"}
        least={PASSWORD.least}
      />
    </>
  );
}
