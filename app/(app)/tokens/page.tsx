import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { KIND_WORDS, STATE_WORDS } from "@/components/tokens/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Empty, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { list, plural } from "@/lib/format";
import { listTokens, type TokenItem } from "@/lib/queries/people";
import { reading } from "@/lib/queries/reading";
import { revokeAction } from "./actions";

export const metadata: Metadata = { title: "API tokens" };

/** So many host names are told; of the others, how many. */
const NAMED = 3;

function hostsOf({ hosts }: TokenItem): string {
  if (hosts.length === 0) return "all";
  const names = hosts.slice(0, NAMED).map(({ name }) => name ?? "one that is gone");
  return list(hosts.length > NAMED ? [...names, plural(hosts.length - NAMED, "more", "more")] : names);
}

export default async function TokensPage() {
  const viewer = await viewerWho("token.own");
  if (!viewer) notFound();
  const [tokens, at] = await Promise.all([listTokens(viewer), reading()]);
  const all = can(viewer, "token.all");
  const working = tokens.filter(({ state }) => state === "works").length;
  return (
    <Page
      title="API tokens"
      facts={`${all ? "Everybody’s" : "Your own"} · ${working} working`}
      actions={
        <ButtonLink href="/tokens/new" look="primary">
          New API token
        </ButtonLink>
      }
    >
      {tokens.length === 0 ? (
        <Empty title="No API token yet">
          <p>
            With a token a host brings its own reports, and a script reads what you see here: make one with
            “New API token”.
          </p>
        </Empty>
      ) : (
        <div className="mt-6">
          <ActionForm action={revokeAction} answers="above">
            <Table caption="API tokens">
              <thead>
                <tr>
                  <Head>Name</Head>
                  {all && <Head>Owner</Head>}
                  <Head>May</Head>
                  <Head>Fortresses</Head>
                  <Head>Last used</Head>
                  <Head>Works until</Head>
                  <Head className="relative">
                    <span className="sr-only">Revoke</span>
                  </Head>
                </tr>
              </thead>
              <tbody>
                {tokens.map((token) => (
                  <tr key={token.id} className={token.state === "works" ? undefined : "text-ink-3"}>
                    <Cell className="min-w-44">
                      <span className="font-bold [overflow-wrap:anywhere]">{token.name}</span>
                      <span className="block text-12 text-ink-3">
                        {token.kind === "lynis" && `${KIND_WORDS.lynis} · `}
                        {token.prefix && <code>{token.prefix}…</code>}
                        {token.state !== "works" && (
                          <span className="text-failed">
                            {token.prefix && " · "}
                            {STATE_WORDS[token.state]}
                          </span>
                        )}
                      </span>
                    </Cell>
                    {all && (
                      <Cell className="min-w-32 [overflow-wrap:anywhere]">
                        {token.owner ? (
                          <Link href={`/people/${token.owner.id}`} className="link">
                            {token.owner.name}
                          </Link>
                        ) : (
                          "the environment"
                        )}
                      </Cell>
                    )}
                    <Cell>{token.scopes.join(", ")}</Cell>
                    <Cell className="min-w-28 [overflow-wrap:anywhere]">{hostsOf(token)}</Cell>
                    <Cell className="text-ink-3">
                      {token.lastUsedAt ? <Time at={token.lastUsedAt} {...at} /> : "never"}
                    </Cell>
                    <Cell className="text-ink-3">
                      {token.expiresAt ? <Time at={token.expiresAt} {...at} as="moment" /> : "it is revoked"}
                    </Cell>
                    <Cell number>
                      {token.state !== "revoked" && (
                        <ConfirmButton
                          small
                          value={token.id}
                          label="Revoke"
                          question={`Revoke ${token.name}?`}
                          yes={token.kind === "lynis" ? "Revoke the key" : "Revoke the token"}
                          no="Keep it"
                        >
                          <p>
                            Whatever uses it is refused from the next request on
                            {token.lastUsedAt ? "" : "; so far nothing has used it"}. It cannot be taken back:
                            a new one would have to be made.
                          </p>
                        </ConfirmButton>
                      )}
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          </ActionForm>
        </div>
      )}
      <Section title="Lynis clients">
        <div className="prose max-w-[68ch] text-ink-2">
          <p>
            The Lynis client brings its reports itself, without any other program:{" "}
            <code>lynis audit system --upload</code>. It needs a licence key of its own and three lines in its
            profile. A key only brings reports. It is listed, bound to fortresses and revoked like a token.
          </p>
        </div>
        <div className="mt-4">
          <ButtonLink href="/tokens/lynis">New Lynis key</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
