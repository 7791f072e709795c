import { Empty, Page } from "@/components/ui/page";

export default function NotFound() {
  return (
    <Page title="There is nothing here">
      <Empty title="This page does not exist, or you may not see it">
        <p>
          It may have gone with an undone import, or its address was cut. The search (⌘K) finds hosts and
          findings by name.
        </p>
      </Empty>
    </Page>
  );
}
