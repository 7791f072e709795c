/** `apt-cache policy` without names: all repositories that apt uses, with what their release files say of themselves. */
import type { Observation } from "@/lib/fortress/types";
import { withoutUser } from "../credentials";
import { isOwnOrigin, ownershipOf, repository, repositoryId } from "../external";

interface Listed {
  uri: string;
  suite: string;
  component: string;
  release: Map<string, string>;
}

/** `http://deb.debian.org/debian bookworm/main amd64 Packages`, `file:/srv/repo ./ Packages`; null for a local file. */
export function placeOf(text: string): Omit<Listed, "release"> | null {
  if (text.startsWith("/")) return null;
  const disc = text.startsWith("cdrom:[") ? Math.max(0, text.indexOf("]")) : 0;
  const [end = "", site = ""] = text.slice(disc).split(" ", 2);
  const uri = withoutUser(text.slice(0, disc) + end);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri) || site === "") return null;
  const slash = site.lastIndexOf("/");
  if (slash === -1 || slash === site.length - 1) return { uri, suite: site, component: "" };
  return { uri, suite: site.slice(0, slash), component: site.slice(slash + 1) };
}

const ENTRY = /^ {0,3}(-?\d+) (\S.*)$/;
const RELEASE = /^ {5}release ?(.*)$/;
const PIN = /^ {5}(\S+) -> \S+ with priority -?\d+$/;

/** Reads line by line. Source: apt, cmdline/apt-cache.cc, `Policy`. */
export class Repositories {
  readonly all: Listed[] = [];
  readonly pinned: string[] = [];
  private headings = 0;
  private current: Listed | null = null;

  /** The second heading, `Pinned packages:`, was there. */
  get ended(): boolean {
    return this.headings === 2;
  }

  add(line: string): "read" | "unread" {
    if (/^\D.*:$/.test(line) && !line.startsWith(" ")) {
      this.headings += 1;
      this.current = null;
      return this.headings <= 2 ? "read" : "unread";
    }
    if (this.headings === 2) {
      const name = PIN.exec(line)?.[1];
      if (name === undefined) return "unread";
      this.pinned.push(name);
      return "read";
    }
    if (this.headings !== 1) return "unread";
    return this.entry(line);
  }

  private entry(line: string): "read" | "unread" {
    const release = RELEASE.exec(line);
    if (release) {
      for (const part of (release[1] ?? "").split(/,(?=[a-z]=)/))
        this.current?.release.set(part.slice(0, 1), part.slice(2).trim());
      return "read";
    }
    if (/^ {5}origin( |$)/.test(line)) return "read";
    const text = ENTRY.exec(line)?.[2];
    if (text === undefined) return "unread";
    const place = placeOf(text);
    this.current = place && { ...place, release: new Map() };
    if (this.current) this.all.push(this.current);
    return place || text.startsWith("/") ? "read" : "unread";
  }

  /** One for each repository; its parts (`main`, `contrib`) speak of one. */
  observations(): Observation[] {
    return this.all.map((listed) => {
      const { uri, suite, component, release } = listed;
      const origin = release.get("o") ?? "";
      const own =
        origin === ""
          ? ownershipOf({ uri, suite, components: component === "" ? [] : [component] }) === "own"
          : isOwnOrigin(origin);
      const details = [
        { name: "address", text: [uri, suite, component].filter((part) => part !== "").join(" ") },
        ...(origin === "" ? [] : [{ name: "origin", text: origin }]),
        ...(release.get("l") ? [{ name: "label", text: release.get("l") ?? "" }] : []),
      ];
      const message =
        origin === "" ? "It does not say whose it is." : `It is a repository of ${origin.slice(0, 200)}.`;
      return repository(
        repositoryId(uri, suite),
        own ? { outcome: "pass", details } : { outcome: "fail", message, details },
      );
    });
  }
}
