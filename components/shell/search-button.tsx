"use client";

import { Search } from "lucide-react";

export function SearchButton() {
  return (
    <button
      type="button"
      onClick={() => window.dispatchEvent(new Event("rampart:palette"))}
      className="flex min-h-9 w-full items-center gap-2 rounded-md border border-line bg-raised px-2 text-13 text-ink-3 hover:border-line-strong"
    >
      <Search size={14} aria-hidden="true" />
      <span>Search</span>
      <kbd className="ml-auto text-11">⌘K</kbd>
    </button>
  );
}
