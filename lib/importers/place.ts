/** The host that the place of a file names: for formats that carry none. Explicit rules, never a guess by content. */

/** How the host of a report became known. */
export type HostBy = "content" | "folder" | "file-name" | "request";

export interface PlacedHost {
  name: string;
  by: "folder" | "file-name";
}

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;

/** Folders that every host has, or that people put reports in: they name none. */
const NO_HOST = new Set(
  (
    "bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var log audit reports report " +
    "results result output out data download downloads samples evidence upload uploads archive new old all"
  ).split(" "),
);

/**
 * `web-01/aide.txt` and `web-01/var/log/aide.txt` are of web-01 by their first folder, `web-01--aide.txt` is by its name.
 * @param path with folders, or the bare name
 */
export function hostOfPlace(path: string | null | undefined): PlacedHost | null {
  const parts = (path ?? "").split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const file = parts.pop() ?? "";
  const [folder] = parts;
  if (folder && HOST.test(folder) && !NO_HOST.has(folder.toLowerCase()))
    return { name: folder, by: "folder" };
  const at = file.indexOf("--");
  const named = at > 0 ? file.slice(0, at) : "";
  return HOST.test(named) ? { name: named, by: "file-name" } : null;
}
