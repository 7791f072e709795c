"use client";

import clsx from "clsx";
import { useEffect, useRef } from "react";
import { Submit } from "@/components/ui/action-form";
import { plural } from "@/lib/format";
import type { BulkSaid } from "./bulk";

/** What an act on findings would do or did, with the button that comes next: do it, or undo it. */
export function BulkAnswer({ said }: { said: BulkSaid }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed may be gone, and the focus with it.
    if (said && document.activeElement === document.body) line.current?.focus();
  }, [said]);
  if (!said) return null;
  const failed = said.step === "failed";
  return (
    <div
      className={clsx(
        "mt-3 flex flex-wrap items-center gap-3 border-l-2 px-3 py-1.5",
        failed ? "border-failed bg-failed-soft text-failed" : "border-ink",
      )}
    >
      <p ref={line} tabIndex={-1} role={failed ? "alert" : "status"} className="text-13">
        {said.text}
      </p>
      {said.step === "preview" && said.asked !== null && (
        <>
          <input type="hidden" name="asked" value={said.asked} />
          <Submit look="primary" name="act" value="do">
            Change {plural(said.changing, "finding")}
          </Submit>
        </>
      )}
      {said.step === "done" && said.undo !== null && (
        <>
          <input type="hidden" name="undo" value={said.undo} />
          <Submit name="act" value="undo">
            Undo
          </Submit>
        </>
      )}
    </div>
  );
}
