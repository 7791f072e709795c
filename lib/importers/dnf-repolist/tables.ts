/** The forms of `dnf repolist`: a table, or a paragraph for each repository. */

export interface Listed {
  id: string;
  name: string;
  enabled: boolean;
  address: string;
  /** Whether the signatures of its packages are checked; null where the tool does not say. */
  checked: boolean | null;
}

export const HEADER = /^repo id +repo name(?: +status)?$/;
const ID = /^[!*]?([A-Za-z0-9_][A-Za-z0-9_.:@-]*)(?:\/\S*)?$/;

/** The table of dnf, dnf5 and yum. With a status: `enabled`, `disabled`, or yum's number of packages. */
export class Table {
  readonly all: Listed[] = [];
  private nameAt = 0;
  private statusAt = -1;

  header(line: string): void {
    this.nameAt = line.indexOf("repo name");
    this.statusAt = line.indexOf("status");
  }

  add(line: string): "read" | "unread" {
    const [first = ""] = line.split(" ", 1);
    const id = ID.exec(first)?.[1];
    if (id === undefined || first.length > 200) return "unread";
    // A long id moves the other columns of its row.
    const rest = line.slice(Math.max(first.length, Math.min(this.nameAt, line.length))).trim();
    const blank = this.statusAt === -1 ? -1 : rest.lastIndexOf(" ");
    const status = this.statusAt === -1 ? "" : rest.slice(blank + 1);
    if (this.statusAt !== -1 && !/^(?:enabled|disabled)(?::|$)|^[\d,.+]+$/.test(status)) return "unread";
    const name = (this.statusAt === -1 ? rest : rest.slice(0, Math.max(0, blank))).trim();
    this.all.push({ id, name, enabled: !status.startsWith("disabled"), address: "", checked: null });
    return "read";
  }
}

export const FIELD_ID = /^(?:Repo-id|Repo ID) *: ?(\S+)$/;

/** The paragraphs of `dnf repolist -v`, `dnf repoinfo` and dnf5's `repo info`. Fields that nobody needs are passed over. */
export class Paragraphs {
  readonly all: Listed[] = [];
  /** The last line of dnf 4: `Total packages: 6,289`. */
  ended = false;
  dnf5 = false;

  add(line: string): void {
    const colon = line.indexOf(":");
    if (colon === -1) return;
    const key = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const id = FIELD_ID.exec(line);
    if (id) {
      this.dnf5 ||= line.startsWith("Repo ID");
      const name = ID.exec(id[1] ?? "")?.[1];
      if (name !== undefined)
        this.all.push({ id: name, name: "", enabled: true, address: "", checked: null });
      return;
    }
    const current = this.all.at(-1);
    if (key === "total packages" && !line.startsWith(" ")) this.ended = true;
    if (!current) return;
    if (key === "repo-name" || key === "name") current.name ||= value;
    else if (key === "repo-status" || key === "status") current.enabled = !value.startsWith("disabled");
    else if (ADDRESSES.has(key)) current.address ||= value;
    else if (key === "verify packages" || key === "verify package signatures")
      current.checked = /^(?:true|1|yes)$/i.test(value)
        ? true
        : /^(?:false|0|no)$/i.test(value)
          ? false
          : null;
  }
}

const ADDRESSES = new Set([
  "repo-baseurl",
  "repo-mirrors",
  "repo-metalink",
  "base url",
  "mirrorlist",
  "metalink",
]);
