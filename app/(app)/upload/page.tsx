import type { Metadata } from "next";
import { Code } from "@/components/ui/code";
import { Empty, Page, Section } from "@/components/ui/page";
import { Uploader } from "@/components/upload/uploader";
import { viewerWho } from "@/lib/auth/request";
import { undoAction } from "./actions";

export const metadata: Metadata = { title: "Bring evidence" };

const FORMATS = [
  {
    tower: "Hardening",
    tools:
      "Lynis, OpenSCAP and other XCCDF or ARF results, CIS-CAT, systemd-analyze security, failed units, checksec, kernel-hardening-checker, Wazuh SCA, InSpec and HDF, Tiger, Nessus compliance",
  },
  {
    tower: "Patching",
    tools:
      "apt, apt-show-versions, dnf, zypper, needrestart, checkrestart, debsecan, Trivy, Grype, Vuls, OSV-Scanner, CycloneDX, Nessus, OpenVAS",
  },
  {
    tower: "Integrity",
    tools:
      "AIDE, rkhunter, chkrootkit, ClamAV, debsums, dpkg --verify, rpm --verify, unhide, OSSEC and Wazuh; the log of dpkg and dpkg -S; inventories, sources and foreign packages of apt and dnf",
  },
  { tower: "Auditing", tools: "auditctl, aureport, ausearch, audit.log" },
  { tower: "Any", tools: "SARIF, and Rampart’s own JSON and CSV for scripts of your own" },
];

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
            Reports as the tools wrote them, alone, many at once, as a folder or as an archive. Each is known
            by its content; what is no report is refused with a sentence that says what to bring instead. A
            file that names no host is of the host that its folder names (<code>web-01/aide.txt</code>), or
            you are asked.
          </p>
          <dl className="my-5 grid border-line border-t sm:grid-cols-[112px_minmax(0,1fr)]">
            {FORMATS.map(({ tower, tools }) => (
              <div
                key={tower}
                className="border-line border-b py-2 sm:col-span-2 sm:grid sm:grid-cols-subgrid"
              >
                <dt className="font-bold text-13 text-ink">{tower}</dt>
                <dd className="text-13">{tools}</dd>
              </div>
            ))}
          </dl>
          <p>
            Or run the collector on the host as root. It runs whichever of these tools are there, changes
            nothing, and packs their reports into one archive:
          </p>
          <Code>{"curl --fail --remote-name $RAMPART_URL/collect.sh\nsh collect.sh --help"}</Code>
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
