"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import type { Found } from "@/lib/queries/search";

// Each is loaded when it is first wanted: no page pays for them.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const Keys = dynamic(() => import("./keys").then((module) => module.Keys), { ssr: false });
const Drop = dynamic(() => import("../upload/drop").then((module) => module.Drop), { ssr: false });

interface ShortcutsProps {
  search: (text: string) => Promise<Found[]>;
  pages: { title: string; href: string }[];
  mayUpload: boolean;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

/** The keyboard and the drop zone of every page. */
export function Shortcuts({ pages, search, mayUpload }: ShortcutsProps) {
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const before = useRef<Element | null>(null);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const show = (what: "palette" | "keys") => {
      if (!document.activeElement?.closest("[role=dialog]")) before.current = document.activeElement;
      setOpen(what);
    };
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        show("palette");
        return;
      }
      if (typing(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "?") show("keys");
      else if (event.key === "/") {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>("input[type=search]");
        if (field) field.focus();
        else show("palette");
      } else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
      else if (event.key === "x") choose();
    };
    const onOpen = () => show("palette");
    const onDrag = (event: DragEvent) => {
      if (mayUpload && event.dataTransfer?.types.includes("Files")) setDragging(true);
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener("rampart:palette", onOpen);
    window.addEventListener("dragenter", onDrag);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("rampart:palette", onOpen);
      window.removeEventListener("dragenter", onDrag);
    };
  }, [mayUpload]);

  const close = () => {
    setOpen(null);
    // A dialog without a trigger gives the focus back to nobody.
    const { current } = before;
    if (current instanceof HTMLElement) setTimeout(() => current.focus());
  };

  return (
    <>
      {open === "palette" && <Palette pages={pages} search={search} onClose={close} />}
      {open === "keys" && <Keys onClose={close} />}
      {dragging && <Drop onEnd={() => setDragging(false)} />}
    </>
  );
}

const ROW = "tr, [data-row], [data-card]";

/** `j` and `k` walk the rows: the first link of each. */
function step(by: 1 | -1): void {
  const links = document.querySelectorAll<HTMLElement>(
    "main tbody tr a[href]:first-of-type, main [data-row] summary, main [data-card] > a[href]",
  );
  const first = new Map([...links].reverse().map((link) => [link.closest(ROW), link]));
  const rows = [...first.values()].reverse();
  const at = rows.indexOf(first.get(document.activeElement?.closest(ROW) ?? null) ?? document.body);
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

/** `x` chooses the row, where rows can be chosen. */
function choose(): void {
  document.activeElement?.closest(ROW)?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}
