"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { pageBehind } from "./page-behind";

/** Follows plain links to pages of Rampart without loading everything anew. Without script the browser follows them. */
export function SoftNavigation() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const asked =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!asked || event.defaultPrevented || !(event.target instanceof Element)) return;
      const link = event.target.closest("a[href]");
      if (!link || link.hasAttribute("target") || link.hasAttribute("download")) return;
      const page = pageBehind(link.getAttribute("href") ?? "", window.location.href);
      if (page === null) return;
      event.preventDefault();
      router.push(page, { scroll: !link.hasAttribute("data-keep-scroll") });
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}
