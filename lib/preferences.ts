/** What a reader prefers, kept in cookies of their own browser: no setting of the instance. */
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
    zone: validZone(jar.get(PREFERENCES.zone)?.value) ?? "UTC",
  };
}

/** The zone's own name, so that there are no more of them than the world has: the cookie may hold anything. */
function validZone(zone: string | undefined): string | null {
  if (!zone || zone.length > 60) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
