"use client";

import { useActionState } from "react";
import { ShownOnce } from "@/components/people/shown-once";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/form";
import { type LinkState, resetAction } from "../actions";

/** Makes a link for a new password, and shows it once. */
export function ResetForm({ person }: { person: string }) {
  const [state, action, pending] = useActionState<LinkState, FormData>(resetAction, null);
  return (
    <form action={action} className="grid gap-4">
      {state?.ok === false && <Problem>{state.text}</Problem>}
      <input type="hidden" name="person" value={person} />
      <div>
        <Button type="submit" disabled={pending}>
          Make a link for a new password
        </Button>
      </div>
      {state?.ok && (
        <ShownOnce key={state.link} title={`For ${state.email}, shown only now`} text={state.link}>
          Pass it on yourself. It works once, for 24 hours; their sessions end when it is used.
        </ShownOnce>
      )}
    </form>
  );
}
