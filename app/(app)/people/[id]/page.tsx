import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DueSentence } from "@/components/finding/due-sentence";
import { RoleGuide, RoleSelect } from "@/components/people/role-select";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Page, Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { countDue } from "@/lib/queries/due";
import { findPerson } from "@/lib/queries/people";
import { reading } from "@/lib/queries/reading";
import { readSharingOf } from "@/lib/queries/sharing-of";
import { disableAction, enableAction, roleAction } from "../actions";
import { endsSomething, endWords, sharedWords } from "../sharing";
import { ResetForm } from "./reset-form";

export async function generateMetadata({ params }: PageProps<"/people/[id]">): Promise<Metadata> {
  const person = await findPerson(await requireViewer(), (await params).id);
  return { title: person?.name ?? "Nobody" };
}

export default async function PersonPage({ params }: PageProps<"/people/[id]">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const [person, at] = await Promise.all([findPerson(viewer, id), reading()]);
  if (!person) notFound();
  const { name, email, disabledAt } = person;
  const [due, sharing] = await Promise.all([
    countDue(viewer, { personId: id }),
    readSharingOf(viewer, id, at.now),
  ]);
  const shared = sharing ? sharedWords(sharing) : "";
  const own = id === viewer.userId;
  return (
    <Page
      title={name}
      trail={[{ title: "People", href: "/people" }]}
      actions={<ButtonLink href={`/audit?person=${id}`}>What they did</ButtonLink>}
      facts={
        <>
          {email} · {person.role}
          {disabledAt && <span className="text-failed"> · disabled</span>} · here since{" "}
          <Time at={person.createdAt} {...at} as="moment" />
        </>
      }
    >
      <dl className="mt-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-13">
        <dt className="text-ink-3">Last seen</dt>
        <dd>{person.lastSeenAt ? <Time at={person.lastSeenAt} {...at} as="moment" /> : "never"}</dd>
        <dt className="text-ink-3">Open sessions</dt>
        <dd>{person.openSessions === 0 ? "none" : person.openSessions}</dd>
        <dt className="text-ink-3">API tokens</dt>
        <dd>
          {person.tokens === 0 ? (
            "none"
          ) : (
            <Link href="/tokens" className="link">
              {plural(person.tokens, "token")}
              {disabledAt && ", stopped while they are disabled"}
            </Link>
          )}
        </dd>
        <dt className="text-ink-3">Shares</dt>
        <dd>
          {shared === "" ? (
            "nothing"
          ) : (
            <Link href="/shares" className="link">
              {shared}
            </Link>
          )}
        </dd>
        <dt className="text-ink-3">Password set</dt>
        <dd>
          <Time at={person.passwordChangedAt} {...at} as="moment" />
        </dd>
      </dl>
      <DueSentence due={due} href={`/findings?by=host&assignee=${id}`} zone={at.zone} />
      {own ? (
        <Section title="This is you">
          <p className="max-w-[68ch] text-ink-2">
            Nobody changes their own role or disables themselves: another administrator can. Your name, your
            password and your sessions are under{" "}
            <Link href="/account" className="link">
              My account
            </Link>
            .
          </p>
        </Section>
      ) : (
        <>
          <Section title="Role">
            <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
              <ActionForm
                action={roleAction}
                className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
              >
                <input type="hidden" name="person" value={id} />
                <RoleSelect id="role" now={person.role} />
                {endsSomething(sharing) ? (
                  <ConfirmButton
                    value={id}
                    label="Change the role"
                    question={`Change the role of ${name}?`}
                    yes={`Change the role of ${name}`}
                    no="Keep it"
                  >
                    <p>Viewers and analysts may not share: with such a role, {endWords(sharing)}</p>
                  </ConfirmButton>
                ) : (
                  <Submit>Change the role</Submit>
                )}
              </ActionForm>
              <RoleGuide />
            </div>
          </Section>
          {!disabledAt && (
            <Section title="New password">
              <p className="mb-4 max-w-[68ch] text-ink-2">
                For somebody who has lost theirs. The present one works until the link is used.
              </p>
              <ResetForm person={id} />
            </Section>
          )}
          <Section title="Access">
            {disabledAt ? (
              <ActionForm action={enableAction}>
                <input type="hidden" name="person" value={id} />
                <p className="mb-4 max-w-[68ch] text-ink-2">
                  Disabled <Time at={disabledAt} {...at} as="moment" />. Enabled again, {name} signs in with
                  the same password, and API tokens that have not ended work again.
                </p>
                <Submit>Enable {name}</Submit>
              </ActionForm>
            ) : (
              <ActionForm action={disableAction}>
                <p className="mb-4 max-w-[68ch] text-ink-2">
                  Ends all their sessions at once, and stops their API tokens, live share links and schedules.
                  What they did stays in the audit log.
                </p>
                <ConfirmButton
                  value={id}
                  look="danger"
                  label={`Disable ${name}`}
                  question={`Disable ${name}?`}
                  yes={`Disable ${name}`}
                  no={`Keep ${name}`}
                >
                  <p>
                    {person.openSessions === 0
                      ? "No session of theirs is open."
                      : `${plural(person.openSessions, "session")} will end at once.`}{" "}
                    {person.tokens > 0 &&
                      `${plural(person.tokens, "API token")} will stop: whatever uploads with ${person.tokens === 1 ? "it" : "them"} will be refused. `}
                    Invitations that they made are withdrawn. {sharing && endWords(sharing)}
                  </p>
                </ConfirmButton>
              </ActionForm>
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
