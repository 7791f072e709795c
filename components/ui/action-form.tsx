"use client";

import clsx from "clsx";
import {
  type ComponentProps,
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from "react";
import type { Said } from "@/lib/form";
import { Button } from "./button";

interface FormState {
  pending: boolean;
  /** The button that wants to be confirmed, where there is no script. */
  asked: string | null;
  chosen: readonly string[];
}

export const FormContext = createContext<FormState>({ pending: false, asked: null, chosen: [] });

/** The state of the form around a button. */
export const useFormState = (): FormState => useContext(FormContext);

interface ActionFormProps {
  action: (state: Said, form: FormData) => Promise<Said>;
  children: ReactNode;
  className?: string;
  /** Where its answer stands. */
  answers?: "above" | "below";
}

/** A form that posts to a server action, with or without script, and says what came of it. */
export function ActionForm({ action, children, className, answers = "below" }: ActionFormProps) {
  const [state, submit, pending] = useActionState<Said, FormData>(action, null);
  const answer = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed may be gone with its row, and the focus with it.
    if (state?.text && document.activeElement === document.body) answer.current?.focus();
  }, [state]);
  const line = state?.text ? (
    <p
      ref={answer}
      tabIndex={-1}
      role={state.ok ? "status" : "alert"}
      className={clsx(
        "border-l-2 px-3 py-1.5 text-13",
        answers === "above" ? "mb-3" : "mt-3",
        state.ok ? "border-ink text-ink-2" : "border-failed bg-failed-soft text-failed",
      )}
    >
      {state.text}
    </p>
  ) : null;
  return (
    <form action={submit} aria-busy={pending}>
      {answers === "above" && line}
      <FormContext value={{ pending, asked: state?.ask ?? null, chosen: state?.chosen ?? [] }}>
        <div className={className}>{children}</div>
      </FormContext>
      {answers === "below" && line}
    </form>
  );
}

/** A submit button that rests while its form is on the way. */
export function Submit(props: ComponentProps<typeof Button>) {
  const { pending } = useFormState();
  return <Button type="submit" disabled={pending} {...props} />;
}

/** A checkbox that is still as it was left when its form comes back with an answer. */
export function Choice({
  value,
  defaultChecked = false,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { value: string }) {
  const { chosen } = useFormState();
  const checked = chosen.length > 0 ? chosen.includes(value) : defaultChecked;
  return <input type="checkbox" value={value} defaultChecked={checked} {...rest} />;
}
