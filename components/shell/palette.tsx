"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Found } from "@/lib/queries/search";

interface PaletteProps {
  search: (text: string) => Promise<Found[]>;
  pages: { title: string; href: string }[];
  onClose: () => void;
}

const WAIT = 120;
const item =
  "flex cursor-pointer items-baseline justify-between gap-4 rounded-md px-3 py-2 text-13 data-[selected=true]:bg-sunken";
const group =
  "px-2 pb-2 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-ink-3";

/** ⌘K: hosts, findings and pages by a part of their name. */
export function Palette({ pages, search, onClose }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[]>([]);

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      const results = text.trim() === "" ? [] : await search(text);
      if (!stale) setFound(results);
    }, WAIT);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text, search]);

  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const matching = pages.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  const of = (kind: Found["kind"]) => found.filter((one) => one.kind === kind);
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => open || onClose()}
      label="Search"
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-40 bg-ink/30"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-xl"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Hosts, findings, pages"
        className="w-full border-line border-b bg-transparent px-5 py-4 text-16 outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto py-2">
        <Command.Empty className="px-5 py-3 text-13 text-ink-3">Nothing is called so.</Command.Empty>
        {(["host", "finding"] as const).map(
          (kind) =>
            of(kind).length > 0 && (
              <Command.Group
                key={kind}
                heading={kind === "host" ? "Fortresses" : "Findings"}
                className={group}
              >
                {of(kind).map(({ title, detail, href }) => (
                  <Command.Item key={href} value={href} onSelect={() => go(href)} className={item}>
                    <span className="min-w-0 truncate">{title}</span>
                    <span className="shrink-0 text-12 text-ink-3">{detail}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            ),
        )}
        {matching.length > 0 && (
          <Command.Group heading="Pages" className={group}>
            {matching.map(({ title, href }) => (
              <Command.Item key={href} value={href} onSelect={() => go(href)} className={item}>
                {title}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}
