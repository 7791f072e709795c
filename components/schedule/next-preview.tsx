"use client";

import { useEffect, useRef, useState } from "react";
import { nextTime } from "@/lib/schedules";
import { zoneNamed } from "@/lib/zones";
import { readWhen } from "./values";
import { whenWords } from "./words";

/** Says while a form is filled in when the first one would go. Without script the page says it once it is made. */
export function NextPreview({ reader }: { reader: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const form = line.current?.closest("form");
    const say = () => form && setWords(wordsOf(new FormData(form), reader));
    say();
    form?.addEventListener("input", say);
    return () => form?.removeEventListener("input", say);
  }, [reader]);
  return (
    <p ref={line} role="status" className="text-13 text-ink-2">
      {words}
    </p>
  );
}

function wordsOf(form: FormData, reader: string): string {
  const when = readWhen(String(form.get("when")));
  const zone = zoneNamed(String(form.get("zone")));
  if (!when || !zone) return "";
  const next = nextTime({ ...when, zone, hour: Number(form.get("hour")) }, Date.now());
  return `The next one goes on ${whenWords(new Date(next).toISOString(), zone, reader)}.`;
}
