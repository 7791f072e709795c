import type { Metadata } from "next";
import { Code } from "@/components/ui/code";
import { Empty, Page, Section } from "@/components/ui/page";
import { Uploader } from "@/components/upload/uploader";
import { viewerWho } from "@/lib/auth/request";
import { undoAction } from "./actions";

export const metadata: Metadata = { title: "Bring evidence" };

export default async function UploadPage() {
  const viewer = await viewerWho("report.upload");
  if (!viewer) {
    return (
      <Page title="Bring evidence">
        <Empty title="You may read here">
          <p>Bringing reports needs the role of an analyst. An administrator can give it to you.</p>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Bring evidence">
      <Uploader undo={undoAction} />
      <Section title="What can be brought">
        <div className="prose max-w-[68ch] text-ink-2">
          <p>
            The report of Lynis 2.0 to 3.1: the file <code>/var/log/lynis-report.dat</code>, written by{" "}
            <code>lynis audit system</code>. Its log and its screen output are no reports, and are refused
            with a sentence.
          </p>
          <p>Or from the host itself, with an API token:</p>
          <Code>
            {
              'curl --fail --header "Authorization: Bearer $RAMPART_TOKEN" \\\n  --form file=@/var/log/lynis-report.dat $RAMPART_URL/api/v1/reports'
            }
          </Code>
        </div>
      </Section>
    </Page>
  );
}
