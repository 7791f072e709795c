"use client";

import clsx from "clsx";
import { type ReactNode, useActionState, useState } from "react";
import { FormContext } from "@/components/ui/action-form";
import { ChooseAll } from "@/components/ui/choose-all";
import { whole } from "@/lib/format";
import { type BulkSaid, NO_FIELDS } from "./bulk";
import { BulkAnswer } from "./bulk-answer";
import { BulkFieldset } from "./bulk-fields";

interface BulkFormProps {
  action: (said: BulkSaid, form: FormData) => Promise<BulkSaid>;
  /** The filter that finds all of them, as in the address of the list. */
  query: Record<string, string>;
  /** How many match it, and how many of them are rows here. */
  total: number;
  shown: number;
  people: readonly { id: string; name: string }[];
  labels: readonly string[];
  /** The table, with a `Choice` named `id` in each row. */
  children: ReactNode;
}

/** As many as one act may be about. */
const MOST = 10_000;

/** A table of findings with the acts on many of them: choose, preview, carry out, undo; with or without script. */
export function BulkForm({ action, query, total, shown, people, labels, children }: BulkFormProps) {
  const [state, submit, pending] = useActionState<BulkSaid, FormData>(action, null);
  // A preview holds until something else is chosen.
  const [stale, setStale] = useState<BulkSaid>(null);
  const said = state?.step === "preview" && state === stale ? null : state;
  const kept = state && "kept" in state ? state.kept : NO_FIELDS;
  return (
    <form action={submit} aria-busy={pending} onChange={() => setStale(state)} className="group/bulk">
      <input type="hidden" name="query" value={JSON.stringify(query)} />
      <FormContext value={{ pending, asked: null, chosen: kept.ids }}>
        {shown > 0 && (
          <div className="no-print mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
            <ChooseAll name="id" />
            {total > shown && total <= MOST && (
              <label className="flex items-center gap-2 text-13 text-ink-2">
                <input
                  key={String(kept.all)}
                  type="checkbox"
                  name="all"
                  value="1"
                  defaultChecked={kept.all}
                  className="accent-ink"
                />
                all {whole(total)} that match
              </label>
            )}
            {total > MOST && (
              <span className="text-12 text-ink-3">
                Narrow the filter to act on all: at most {whole(MOST)}.
              </span>
            )}
          </div>
        )}
        {children}
        {(shown > 0 || said) && (
          <div
            className={clsx(
              "no-print z-10 mt-2 border-line bg-bg py-3 sm:bottom-0",
              "sm:group-has-[input:checked]/bulk:sticky sm:group-has-[input:checked]/bulk:border-t",
              said && "sm:sticky sm:border-t",
            )}
          >
            {shown > 0 && (
              <>
                <p className="text-12 text-ink-3 group-has-[input:checked]/bulk:hidden">
                  Choose findings to say whose they are, until when, and where the work on them stands.
                </p>
                <div className="hidden group-has-[input:checked]/bulk:block">
                  <BulkFieldset kept={kept} people={people} labels={labels} />
                </div>
              </>
            )}
            <BulkAnswer said={said} />
          </div>
        )}
      </FormContext>
    </form>
  );
}
