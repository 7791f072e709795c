"use client";

import { type ReactNode, useActionState } from "react";
import { CopyButton } from "@/components/check/copy-button";
import { ShownOnce } from "@/components/people/shown-once";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import { Section } from "@/components/ui/page";
import { makeShareAction, type ShareState } from "../actions";

interface MakeFormProps {
  /** The choices that were looked at, as hidden fields. */
  chosen: readonly (readonly [name: string, value: string])[];
  /** The choices in words. */
  facts: ReactNode;
  /** A password that nobody guesses. */
  suggested: string;
  /** What its reader will see. */
  children: ReactNode;
}

/** Makes the link that is looked at, and shows it once. */
export function MakeForm({ chosen, facts, suggested, children }: MakeFormProps) {
  const [state, action, pending] = useActionState<ShareState, FormData>(makeShareAction, null);
  if (state?.ok) return <Made made={state} />;
  return (
    <>
      <div className="mt-6 grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <Section title="What you chose" className="">
          {facts}
        </Section>
        <Section title="Make the link" className="">
          <form action={action} className="grid max-w-[480px] gap-4">
            {state && <Problem>{state.text}</Problem>}
            {chosen.map(([name, value]) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            ))}
            <Field
              {...{ id: "password", label: "Password", minLength: 8, maxLength: 256 }}
              {...{ autoComplete: "off", spellCheck: false, autoCapitalize: "none" }}
              hint={
                <>
                  8 characters or more, such as <code className="select-all">{suggested}</code>{" "}
                  <CopyButton text={suggested} />
                  <br />
                  Left empty, the link alone opens it.
                </>
              }
            />
            <div>
              <Button type="submit" look="primary" disabled={pending}>
                Make the link
              </Button>
            </div>
          </form>
        </Section>
      </div>
      {children}
    </>
  );
}

function Made({ made }: { made: Extract<ShareState, { ok: true }> }) {
  const { id, title, url, password, badge, ends } = made;
  return (
    <div className="mt-6 grid max-w-[680px] gap-4">
      <ShownOnce title={`The link to ${title}, shown only now`} text={url}>
        Whoever has it can read the summary{password !== "" && ", with the password"}. Rampart keeps no copy
        of it: if it gets lost, make another one.
      </ShownOnce>
      {password !== "" && (
        <ShownOnce title="Its password" text={password}>
          Pass it on by another way than the link: by telephone, or on paper.
        </ShownOnce>
      )}
      {badge && (
        <ShownOnce title="The badge, in Markdown" text={`![Security posture](${url}/badge.svg)`}>
          It shows the grade to everybody who sees it, until the link ends.
          {password === "" && " Its address holds the link: they can open the summary, too."}
        </ShownOnce>
      )}
      <p className="text-13 text-ink-2">
        It ends by itself on {ends}. Its page shows who came, and ends it at once.
      </p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={`/shares/${id}`}>To the link, to see who reads it</ButtonLink>
        <ButtonLink href="/shares" look="quiet">
          All share links
        </ButtonLink>
      </div>
    </div>
  );
}
