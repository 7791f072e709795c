"use client";

import { Moon, Sun } from "lucide-react";
import { PREFERENCES } from "@/lib/preferences";

const isDark = (): boolean =>
  (document.documentElement.dataset.theme ??
    (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

/** Light or dark, kept in the reader's own browser. */
export function ThemeButton() {
  const turn = () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not in every browser that we serve
    document.cookie = `${PREFERENCES.theme}=${theme}; path=/; max-age=31536000; samesite=lax`;
  };
  return (
    <button
      type="button"
      onClick={turn}
      aria-label="Light or dark"
      title="Light or dark"
      className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
    >
      <Sun size={16} aria-hidden="true" className="dark:hidden" />
      <Moon size={16} aria-hidden="true" className="hidden dark:block" />
    </button>
  );
}
