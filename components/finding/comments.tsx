import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Markdown } from "@/components/ui/markdown";
import { Time } from "@/components/ui/time";
import type { CommentItem } from "@/lib/queries/finding";
import { EditCommentForm, type FormAction } from "./comment-form";

interface CommentsProps {
  comments: readonly CommentItem[];
  /** What changes a comment of the reader's own and takes it back; null: the reader may not. */
  own: { edit: FormAction; remove: FormAction } | null;
  zone: string;
  now: number;
}

/** What people said of a finding, the oldest first. What was taken back leaves its place. */
export function Comments({ comments, own, zone, now }: CommentsProps) {
  if (comments.length === 0) return <p className="text-ink-2">Nobody has said anything yet.</p>;
  return (
    <ol>
      {comments.map((comment) => (
        <li
          key={comment.id}
          id={`comment-${comment.id}`}
          className="border-line border-b py-3 target:bg-accent-soft"
        >
          <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">
            <strong className="font-bold text-13 text-ink" title={comment.actor}>
              {comment.name ?? comment.actor}
            </strong>{" "}
            · <Time at={comment.at} zone={zone} now={now} as="moment" />
            {comment.editedAt !== null && comment.removedAt === null && (
              <>
                {" "}
                · changed <Time at={comment.editedAt} zone={zone} now={now} as="moment" />
              </>
            )}
          </p>
          {comment.removedAt !== null ? (
            <p className="mt-1 text-13 text-ink-3 italic">Removed by its writer.</p>
          ) : (
            <div className="mt-1 max-w-[68ch] text-14 [overflow-wrap:anywhere]">
              <Markdown text={comment.text} />
            </div>
          )}
          {own && comment.mine && comment.removedAt === null && (
            <details className="no-print mt-2 text-13">
              <summary className="link text-12 text-ink-3">Change or remove</summary>
              <EditCommentForm action={own.edit} comment={comment} />
              <ActionForm action={own.remove} className="mt-2">
                <input type="hidden" name="comment" value={comment.id} />
                <ConfirmButton
                  value={comment.id}
                  label="Remove"
                  question="Remove this comment?"
                  yes="Remove it"
                  small
                  look="danger"
                >
                  Its text is gone for good; its place stays.
                </ConfirmButton>
              </ActionForm>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
