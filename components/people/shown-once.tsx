"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/check/copy-button";

interface ShownOnceProps {
  title: string;
  /** The secret itself, or a command with it. */
  text: string;
  children?: ReactNode;
}

/** Something secret that Rampart itself cannot show again. */
export function ShownOnce({ title, text, children }: ShownOnceProps) {
  return (
    <div role="status" className="max-w-[680px] rounded-lg border border-line-strong bg-raised p-4">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-bold">{title}</span>
        <CopyButton text={text} />
      </p>
      <pre className="mt-2 select-all whitespace-pre-wrap rounded bg-sunken px-3 py-2 leading-5 [overflow-wrap:anywhere]">
        {text}
      </pre>
      {children && <div className="mt-2 text-12 text-ink-3">{children}</div>}
    </div>
  );
}
