"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Copies a command. Nothing here ever runs one. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      onClick={copy}
      onBlur={() => setCopied(false)}
      className="inline-flex items-center gap-1 rounded border border-line-strong bg-raised px-1.5 py-0.5 text-11 text-ink-2 hover:text-ink"
    >
      {copied ? <Check size={12} aria-hidden="true" /> : <Copy size={12} aria-hidden="true" />}
      {copied ? "Copied" : "Copy"}
    </button>
  );
}
