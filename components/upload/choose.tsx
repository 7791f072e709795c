"use client";

/** The place where files are dropped or chosen; a folder by a second input. */
export function Choose({ onChoose }: { onChoose: (files: File[]) => void }) {
  return (
    <div className="grid min-h-56 place-items-center rounded-lg border-2 border-line-strong border-dashed bg-raised p-6 text-center hover:border-accent has-[:focus-visible]:border-accent">
      <div>
        <p className="text-16 font-bold">Drop reports anywhere on the page</p>
        <p className="mt-1 text-13 text-ink-2">
          or choose them: files, a folder, or a zip, tar, gz or zst archive. Rampart knows each by its
          content.
        </p>
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          <Input id="files" label="Choose files" onChoose={onChoose} primary />
          <Input id="folder" label="Choose a folder" onChoose={onChoose} />
        </div>
      </div>
    </div>
  );
}

interface InputProps {
  id: "files" | "folder";
  label: string;
  onChoose: (files: File[]) => void;
  primary?: boolean;
}

function Input({ id, label, onChoose, primary = false }: InputProps) {
  const look = primary ? "border-ink bg-ink text-bg" : "border-line-strong";
  return (
    <label
      htmlFor={id}
      className={`inline-flex min-h-9 cursor-pointer items-center rounded-md border px-3 font-bold text-13 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[:focus-visible]:outline-offset-2 ${look}`}
    >
      {label}
      <input
        id={id}
        type="file"
        multiple
        {...(id === "folder" && { webkitdirectory: "" })}
        className="sr-only"
        onChange={(event) => onChoose([...(event.target.files ?? [])])}
      />
    </label>
  );
}
