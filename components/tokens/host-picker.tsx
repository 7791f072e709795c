"use client";

import { useEffect, useRef, useState } from "react";
import { whole } from "@/lib/format";

export interface HostChoice {
  id: string;
  name: string;
  detail: string;
}

interface HostPickerProps {
  /** The first hosts by name: all that can be chosen without script. */
  first: HostChoice[];
  total: number;
  /** What is bound to them. */
  what?: "token" | "key";
  find: (text: string) => Promise<HostChoice[]>;
}

const WAIT = 150;

/** Checkboxes of hosts with a search above them; what is chosen stays in the list whatever is searched for. */
export function HostPicker({ first, total, what = "token", find }: HostPickerProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState(first);
  const [chosen, setChosen] = useState<HostChoice[]>([]);
  const searched = useRef(false);

  useEffect(() => {
    if (!searched.current) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const hosts = text.trim() === "" ? first : await find(text);
      if (!stale) setFound(hosts);
    }, WAIT);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text, find, first]);

  const toggle = (host: HostChoice, on: boolean) =>
    setChosen((before) => [...before.filter(({ id }) => id !== host.id), ...(on ? [host] : [])]);
  const isChosen = (id: string) => chosen.some((host) => host.id === id);
  const listed = [...chosen.filter(({ id }) => !found.some((host) => host.id === id)), ...found];
  return (
    <fieldset>
      <legend className="mb-1 font-bold text-13">Fortresses</legend>
      <p className="mb-2 text-12 text-ink-3" aria-live="polite">
        {chosen.length === 0
          ? `None chosen: the ${what} speaks for all of them, also for those that come.`
          : `Only for ${chosen.map(({ name }) => name).join(", ")}.`}
      </p>
      {total > 0 && (
        <div className="overflow-hidden rounded-md border border-line-strong bg-raised">
          <input
            type="search"
            aria-label="Search fortresses"
            placeholder={`Search ${whole(total)} by name or system`}
            value={text}
            maxLength={200}
            onChange={(event) => {
              searched.current = true;
              setText(event.target.value);
            }}
            // Enter looks for a fortress; it does not send the form.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            className="block w-full border-line border-b bg-transparent px-3 py-2 text-13 placeholder:text-ink-3 focus-visible:-outline-offset-2"
          />
          <ul className="max-h-56 overflow-y-auto py-1">
            {listed.map((host) => (
              <li key={host.id}>
                <label className="flex cursor-pointer items-baseline gap-3 px-3 py-1.5 text-13 hover:bg-sunken">
                  <input
                    type="checkbox"
                    name="host"
                    value={host.id}
                    // Uncontrolled with a default that follows: a form that comes back with a problem keeps the choice.
                    defaultChecked={isChosen(host.id)}
                    onChange={(event) => toggle(host, event.target.checked)}
                    className="translate-y-px accent-ink"
                  />
                  <span className="min-w-0 [overflow-wrap:anywhere]">{host.name}</span>
                  <span className="ml-auto shrink-0 text-12 text-ink-3">{host.detail}</span>
                </label>
              </li>
            ))}
            {listed.length === 0 && <li className="px-3 py-1.5 text-13 text-ink-3">Nothing is called so.</li>}
          </ul>
        </div>
      )}
    </fieldset>
  );
}
