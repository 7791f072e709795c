/** What a reader prefers, kept in cookies of their own browser: no setting of the instance. */
import { zoneNamed } from "./zones";

export const PREFERENCES = { theme: "rampart-theme", zone: "rampart-zone" } as const;

type Theme = "light" | "dark";

export interface Preferences {
  /** Null: as the reader's system has it. */
  theme: Theme | null;
  /** An IANA time zone; UTC until the reader's browser has said its own. */
  zone: string;
}

interface Jar {
  get(name: string): { value: string } | undefined;
}

export function readPreferences(jar: Jar): Preferences {
  const theme = jar.get(PREFERENCES.theme)?.value;
  return {
    theme: theme === "light" || theme === "dark" ? theme : null,
    zone: zoneNamed(jar.get(PREFERENCES.zone)?.value) ?? "UTC",
  };
}
