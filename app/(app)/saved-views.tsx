import { SavedViewRow } from "@/components/ui/saved-views";
import { can, type Viewer } from "@/lib/auth/rights";
import { kept } from "@/lib/queries/kept";
import { listViews } from "@/lib/queries/views";
import { type ViewPage, viewQuery } from "@/lib/views";
import { viewAction } from "./view-actions";

interface SavedViewsProps {
  page: ViewPage;
  /** The query of the page's address as it was asked for. */
  query: Record<string, string>;
  viewer: Viewer;
}

/** The saved views of a page, above its table. */
export async function SavedViews({ page, query, viewer }: SavedViewsProps) {
  if (!can(viewer, "notice.own")) return null;
  const views = await kept({ name: `views, ${viewer.userId}, ${page}`, viewer }, () =>
    listViews(viewer, page),
  );
  return (
    <SavedViewRow
      views={views}
      page={page}
      query={viewQuery(new URLSearchParams(query).toString()) ?? ""}
      mayShare={can(viewer, "view.share")}
      mayTidy={can(viewer, "people.manage")}
      action={viewAction}
    />
  );
}
