"use client";

import { useActionState } from "react";
import { RoleSelect } from "@/components/people/role-select";
import { ShownOnce } from "@/components/people/shown-once";
import { Button } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import { ROLES } from "@/lib/auth/rights";
import { inviteAction, type LinkState } from "./actions";

/** Asks for an address and a role, and shows the link once. */
export function InviteForm() {
  const [state, action, pending] = useActionState<LinkState, FormData>(inviteAction, null);
  const role = ROLES.find((known) => state?.ok === false && known === state.role) ?? "viewer";
  return (
    <form action={action} className="grid gap-4">
      {state?.ok === false && <Problem>{state.text}</Problem>}
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_160px_auto] sm:items-end">
        <Field
          id="email"
          label="E-mail address"
          type="email"
          autoComplete="off"
          required
          maxLength={320}
          defaultValue={state?.ok === false ? state.email : ""}
        />
        <RoleSelect id="role" now={role} />
        <Button type="submit" look="primary" disabled={pending}>
          Make the invitation
        </Button>
      </div>
      {state?.ok && (
        <ShownOnce key={state.link} title={`For ${state.email}, shown only now`} text={state.link}>
          Rampart sends no mail: pass the link on yourself. It works once, for 7 days.
        </ShownOnce>
      )}
    </form>
  );
}
