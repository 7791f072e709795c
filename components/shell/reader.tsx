"use client";

import { useEffect } from "react";
import { PREFERENCES } from "@/lib/preferences";

/** Tells the server the reader's time zone, packages the nonce, and marks the page as ready for clicks. */
export function Reader() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not in every browser that we serve
    document.cookie = `${PREFERENCES.zone}=${timeZone}; path=/; max-age=31536000; samesite=lax`;
    // Where packages that write a style element look for its nonce: Radix stops the page behind a dialog with one.
    const script = document.querySelector<HTMLScriptElement>("script[nonce]");
    Reflect.set(window, "__webpack_nonce__", script?.nonce);
    document.documentElement.dataset.hydrated = "";
  }, []);
  return null;
}
