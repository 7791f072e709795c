"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";

type UndoState = { ok: boolean; text: string } | null;
export type UndoAction = (state: UndoState, form: FormData) => Promise<UndoState>;

interface UndoFormProps {
  importId: string;
  host: string;
  action: UndoAction;
  small?: boolean;
}

/** Takes one import back, after a second click that names what happens. */
export function UndoForm({ importId, host, action, small = false }: UndoFormProps) {
  const [state, submit, pending] = useActionState(action, null);
  const [asked, setAsked] = useState(false);
  if (state?.ok) {
    return (
      <p role="status" className="text-13 text-ink-2">
        {state.text}
      </p>
    );
  }
  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="import" value={importId} />
      {asked ? (
        <>
          <Button type="submit" look="danger" small={small} disabled={pending}>
            Undo this import of {host}
          </Button>
          <Button small={small} look="quiet" onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button small={small} onClick={() => setAsked(true)}>
          Undo import
        </Button>
      )}
      {state && !state.ok && (
        <p role="alert" className="text-13 text-failed">
          {state.text}
        </p>
      )}
    </form>
  );
}
