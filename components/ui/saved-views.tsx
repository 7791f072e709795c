import clsx from "clsx";
import { Link } from "@/components/ui/link";
import type { Said } from "@/lib/form";
import { ActionForm, Submit } from "./action-form";
import { Field } from "./form";

interface View {
  id: string;
  name: string;
  query: string;
  href: string;
  shared: boolean;
  own: boolean;
  by: string;
}

interface SavedViewRowProps {
  /** Own views first. */
  views: readonly View[];
  page: string;
  /** What is shown now, in the form in which views keep it. */
  query: string;
  mayShare: boolean;
  /** Whether the reader may delete what others share. */
  mayTidy: boolean;
  /** Saves what is shown under `name`; deletes the view whose id is `remove`. */
  action: (state: Said, form: FormData) => Promise<Said>;
}

/** The saved views of a page as links, and the way to save what is shown or to delete one. */
export function SavedViewRow({ views, page, query, mayShare, mayTidy, action }: SavedViewRowProps) {
  const now = views.find((view) => view.query === query);
  const removable = views.filter(({ own }) => own || mayTidy);
  const savable = query !== "" && now?.own !== true;
  if (views.length === 0 && !savable) return null;
  return (
    <div className="no-print mb-4 text-12">
      <ActionForm action={action} answers="above">
        <input type="hidden" name="page" value={page} />
        <input type="hidden" name="query" value={query} />
        {views.length > 0 && <Links views={views} query={query} />}
        {(savable || removable.length > 0) && (
          <details>
            <summary className="link w-fit text-ink-3">
              {savable ? "Save this view" : "Delete a view"}
              {savable && removable.length > 0 && ", or delete one"}
            </summary>
            <div className="mt-3 mb-6 grid max-w-[68ch] gap-4 border-line border-l-2 pl-4">
              {savable && <Saving mayShare={mayShare} />}
              {removable.length > 0 && (
                <ul className="grid gap-1">
                  {removable.map((view) => (
                    <li key={view.id} className="flex items-baseline justify-between gap-3">
                      <span className="min-w-0 [overflow-wrap:anywhere]">
                        {view.name} <span className="text-ink-3">{ownerOf(view)}</span>
                      </span>
                      <Submit
                        small
                        name="remove"
                        value={view.id}
                        aria-label={`Delete the view ${view.name}${view.shared ? ", for everybody" : ""}`}
                      >
                        Delete
                      </Submit>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </details>
        )}
      </ActionForm>
    </div>
  );
}

const ownerOf = ({ own, shared, by }: View): string => (own ? (shared ? "shared" : "") : `by ${by}`);

function Links({ views, query }: { views: readonly View[]; query: string }) {
  return (
    <nav aria-label="Saved views" className="mb-2">
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {views.map((view) => (
          <li key={view.id} className="min-w-0 [overflow-wrap:anywhere]">
            <Link
              href={view.href}
              aria-current={view.query === query ? "true" : undefined}
              className={clsx("link", view.query === query && "font-bold text-ink")}
            >
              {view.name}
            </Link>
            {ownerOf(view) !== "" && <span className="text-ink-3"> {ownerOf(view)}</span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Saving({ mayShare }: { mayShare: boolean }) {
  return (
    <div className="grid gap-3">
      <Field
        id="view-name"
        name="name"
        label="What this view is called"
        hint="A view of yours with this name is replaced."
        maxLength={60}
        autoComplete="off"
      />
      {mayShare && (
        <label className="flex items-center gap-2">
          <input type="checkbox" name="shared" value="1" />
          Everybody who signs in sees it
        </label>
      )}
      <div>
        <Submit small>Save this view</Submit>
      </div>
    </div>
  );
}
