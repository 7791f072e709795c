import { ActionForm, Submit } from "@/components/ui/action-form";
import { KeptText } from "@/components/ui/kept-text";
import type { Said } from "@/lib/form";

export type FormAction = (state: Said, form: FormData) => Promise<Said>;

/** As many characters as a comment may have. */
const MOST = 10_000;
const HINT = "Markdown. @name or @name@example.org tells people.";

/** Writes a new comment on a finding. */
export function CommentForm({ action, findingId }: { action: FormAction; findingId: string }) {
  return (
    <ActionForm action={action} className="no-print mt-4 grid max-w-[68ch] gap-3">
      <input type="hidden" name="finding" value={findingId} />
      <KeptText id="new-comment" name="text" label="Comment" hint={HINT} maxLength={MOST} rows={4} required />
      <div>
        <Submit>Comment</Submit>
      </div>
    </ActionForm>
  );
}

interface EditFormProps {
  action: FormAction;
  comment: { id: string; text: string };
}

/** Changes a comment of one's own. */
export function EditCommentForm({ action, comment }: EditFormProps) {
  return (
    <ActionForm action={action} className="mt-2 grid max-w-[68ch] gap-3">
      <input type="hidden" name="comment" value={comment.id} />
      <KeptText
        id={`edit-${comment.id}`}
        name="text"
        label="Change the comment"
        text={comment.text}
        hint={HINT}
        maxLength={MOST}
        rows={4}
        required
      />
      <div>
        <Submit small>Save</Submit>
      </div>
    </ActionForm>
  );
}
