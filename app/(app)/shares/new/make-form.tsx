"use client";

import { type ReactNode, useActionState } from "react";
import { ShownOnce } from "@/components/people/shown-once";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import { makeShareAction, type ShareState } from "../actions";

interface MakeFormProps {
  /** The choices that were looked at, as hidden fields. */
  chosen: readonly (readonly [name: string, value: string])[];
  /** What its reader will see. */
  children: ReactNode;
}

/** Makes the link that was looked at, and shows it once. */
export function MakeForm({ chosen, children }: MakeFormProps) {
  const [state, action, pending] = useActionState<ShareState, FormData>(makeShareAction, null);
  if (state?.ok) {
    return (
      <div className="mt-6 grid max-w-[680px] gap-4">
        <ShownOnce title={`The link to ${state.title}, shown only now`} text={state.url}>
          Whoever has it reads the summary. Send a password by another way.
          {state.badge && (
            <>
              {" "}
              The badge is at <code>{`${state.url}/badge.svg`}</code>.
            </>
          )}
        </ShownOnce>
        <div>
          <ButtonLink href={`/shares/${state.id}`}>To the link, to see who reads it</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <>
      <form action={action} className="mt-6 grid max-w-[560px] gap-4">
        {state && <Problem>{state.text}</Problem>}
        {chosen.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Field
          {...{ id: "password", label: "Password", type: "password", minLength: 8, maxLength: 256 }}
          autoComplete="new-password"
          hint="8 characters or more; left empty, the link alone opens it."
        />
        <div>
          <Button type="submit" look="primary" disabled={pending}>
            Make the link
          </Button>
        </div>
      </form>
      {children}
    </>
  );
}
