/** Tells that a report which nobody brought by hand was refused: its host looks silent, and nobody sees why. */
import type { Tx } from "@/lib/db";
import { overseers } from "@/lib/queries/audience";
import { tell } from "./tell";

interface Refused {
  /** `api`, `lynis` or `browser`. */
  via: string;
  /** Who brought it: the name of a token. */
  actor: string;
  filename: string | null;
  refusal: { code: string; text: string };
  now: number;
}

/** The rest, such as everything that could be read, stands where it leads. */
const firstSentence = (text: string): string => text.split(/(?<=\.) /)[0] ?? "";

/** Once a day for a sender and a reason: a script that fails does so every night, and for every host. */
export async function tellOfRefusal(tx: Tx, refused: Refused): Promise<void> {
  const { via, actor, filename, refusal, now } = refused;
  if (via === "browser") return;
  const day = new Date(now).toISOString().slice(0, 10);
  await tell(tx, [
    {
      kind: "import-failed",
      userIds: await overseers(tx),
      hostId: null,
      text: `${filename ?? "A report"} from ${actor} was refused: ${firstSentence(refusal.text)}`,
      href: "/reports?status=rejected",
      once: `import-failed:${day}:${refusal.code}:${actor}`,
      at: now,
    },
  ]);
}
