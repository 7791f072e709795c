"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import { type SignInState, signInAction } from "./action";

/** Works without script as well: the form posts to the action by itself. */
export function SignInForm({ next }: { next: string }) {
  const [state, action, pending] = useActionState<SignInState, FormData>(signInAction, null);
  return (
    <form action={action} className="mt-6 grid gap-4">
      {state && <Problem>{state.problem}</Problem>}
      <input type="hidden" name="next" value={next} />
      <Field
        id="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        required
        defaultValue={state?.email}
      />
      <Field id="password" label="Password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={pending}>
        Sign in
      </Button>
    </form>
  );
}
