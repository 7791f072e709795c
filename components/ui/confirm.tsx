"use client";

import { type ReactNode, useId, useRef } from "react";
import { useFormState } from "./action-form";
import { Button } from "./button";

interface ConfirmButtonProps {
  /** Sent as `sure` when it is confirmed. */
  value: string;
  /** On the button that asks. */
  label: ReactNode;
  /** Names what is going to happen, to whom. */
  question: string;
  /** On the button that does it: a verb and a name. */
  yes: string;
  /** On the button that does not. */
  no?: string;
  /** What follows from it. */
  children?: ReactNode;
  small?: boolean;
  look?: "plain" | "quiet" | "danger";
}

/**
 * A button of an `ActionForm` that asks first. The browser's own dialog: it keeps the focus, closes on Escape and needs no
 * style that a strict policy would refuse. Without script, the form comes back with the question open.
 */
export function ConfirmButton({
  value,
  label,
  question,
  yes,
  no = "Cancel",
  children,
  small = false,
  look = "plain",
}: ConfirmButtonProps) {
  const { asked, pending } = useFormState();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <Button
        type="submit"
        name="ask"
        value={value}
        look={look}
        small={small}
        disabled={pending}
        aria-haspopup="dialog"
        onClick={(event) => {
          event.preventDefault();
          dialog.current?.showModal();
        }}
      >
        {label}
      </Button>
      <dialog
        ref={dialog}
        open={asked === value}
        role="alertdialog"
        aria-labelledby={`${id}-question`}
        aria-describedby={children ? `${id}-text` : undefined}
        className="m-auto w-[min(440px,calc(100vw-32px))] whitespace-normal rounded-lg border border-line-strong bg-raised p-5 text-left text-14 text-ink shadow-xl backdrop:bg-bg/75"
      >
        <p id={`${id}-question`} className="font-bold text-16 [overflow-wrap:anywhere]">
          {question}
        </p>
        {children && (
          <div id={`${id}-text`} className="mt-2 text-ink-2">
            {children}
          </div>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>{no}</Button>
          <Button
            type="submit"
            name="sure"
            value={value}
            look="danger"
            // Closing gives the focus back to the button that asked; the form is sent all the same.
            onClick={() => dialog.current?.close()}
          >
            {yes}
          </Button>
        </div>
      </dialog>
    </>
  );
}
