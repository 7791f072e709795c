/** Files on their way from a drop anywhere to the upload page, within one visit. */

/** A file with the folders that it lay in: `web-01/aide.txt`, or its bare name. */
export interface Chosen {
  file: File;
  path: string;
}

let waiting: Chosen[] = [];

export const leaveFiles = (files: Chosen[]): void => {
  waiting = files;
};

export function takeFiles(): Chosen[] {
  const files = waiting;
  waiting = [];
  return files;
}

/** Of an input, where a folder may have been chosen. */
export const chosenOf = (files: Iterable<File>): Chosen[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

/** Every file of a drop, those in folders too. */
export async function filesOf(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return chosenOf(transfer.files);
  const files: Chosen[] = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

export const MOST_FILES = 200;

async function walk(entry: FileSystemEntry, files: Chosen[]): Promise<void> {
  // One more than is taken, so that the page can say that some were left.
  if (files.length > MOST_FILES) return;
  if (entry instanceof FileSystemFileEntry || entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    files.push({ file, path: entry.fullPath.replace(/^\/+/, "") });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, files);
  }
}

const MANIFEST = "rampart-manifest.tsv";

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** Places of files that must be sent together: those beside a manifest of the collector, which speaks of them. */
export function together(files: readonly Chosen[]): number[][] {
  const described = new Set(files.flatMap(({ path }) => (path.endsWith(MANIFEST) ? [folderOf(path)] : [])));
  const groups = new Map<string, number[]>();
  for (const [index, { path }] of files.entries()) {
    const folder = folderOf(path);
    const key = described.has(folder) ? `folder ${folder}` : `file ${index}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}
