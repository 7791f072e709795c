import { Paperclip } from "lucide-react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Time } from "@/components/ui/time";
import { bytes } from "@/lib/format";
import type { FileItem } from "@/lib/queries/attachments";
import type { FormAction } from "./comment-form";
import { UploadFile } from "./upload-file";

interface AttachmentsProps {
  files: readonly FileItem[];
  /** The path of the API that takes a file; null: the reader may bring none. */
  to: string | null;
  /** What takes a file away. */
  remove: FormAction;
  /** Whether the reader may take that file away. */
  mayRemove: (file: FileItem) => boolean;
  zone: string;
  now: number;
}

/** The evidence files of a thing, and the way to bring more. They are loaded down, never shown in place. */
export function Attachments({ files, to, remove, mayRemove, zone, now }: AttachmentsProps) {
  return (
    <>
      {files.length === 0 && <p className="text-ink-2">No files yet.</p>}
      <ul className="text-13">
        {files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 border-line border-b py-2">
            <Paperclip size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-3" />
            <span className="min-w-0 grow basis-56 [overflow-wrap:anywhere]">
              <a href={`/api/v1/attachments/${file.id}`} download className="link">
                {file.filename}
              </a>
              <span className="block text-12 text-ink-3">
                {file.mediaType}, {bytes(file.size)} · brought by {file.actor},{" "}
                <Time at={file.at} zone={zone} now={now} as="moment" /> ·{" "}
                <span title={`SHA-256 ${file.hash}`}>
                  SHA-256 <code>{file.hash.slice(0, 12)}…</code>
                </span>
              </span>
            </span>
            {mayRemove(file) && (
              <ActionForm action={remove} className="no-print">
                <input type="hidden" name="file" value={file.id} />
                <ConfirmButton
                  value={file.id}
                  label="Remove"
                  question={`Remove ${file.filename}?`}
                  yes={`Remove ${file.filename}`}
                  small
                  look="quiet"
                >
                  Its content is gone for good; that it was there stays in the history.
                </ConfirmButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {to !== null && <UploadFile to={to} />}
    </>
  );
}
