import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CopyButton } from "@/components/check/copy-button";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Field, Problem } from "@/components/ui/form";
import { Page, Section } from "@/components/ui/page";
import { evidenceKeyHash } from "@/lib/auth/evidence-key";
import { viewerWho } from "@/lib/auth/request";
import type { Viewer } from "@/lib/auth/rights";
import { whyTooMany } from "@/lib/commands/pack-evidence";
import { readEnvironment, siteOf } from "@/lib/env";
import { SHELL_LINE, VERIFY_LINE } from "@/lib/exports/evidence-pack";
import { bytes, day, plural } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { daysOfPack, type PackDays, packAddressSchema } from "@/lib/queries/evidence-pack/address";
import { sizeOfOriginals } from "@/lib/queries/evidence-pack/originals";
import { reading } from "@/lib/queries/reading";
import { addressOfRequest, requestOfAddress } from "@/lib/queries/summary/address";
import { resolveScope } from "@/lib/queries/summary/scope";

export const metadata: Metadata = { title: "Evidence pack" };

const KEY = "/api/v1/evidence-key";

/** What an auditor gets: chosen by days, looked at, downloaded, and how it is verified. */
export default async function EvidencePackPage({ searchParams }: PageProps<"/summary/evidence">) {
  const viewer = await viewerWho("evidence.pack");
  const asked = packAddressSchema.safeParse(firstValues(await searchParams));
  if (!viewer || !asked.success) notFound();
  const request = requestOfAddress({ ...asked.data, days: 30 });
  const [scope, { now }] = await Promise.all([resolveScope(viewer, request), reading()]);
  if (!scope) notFound();
  const about = addressOfRequest({ ...request, periodDays: 30 });
  const days = daysOfPack(asked.data, now);
  const usual = daysOfPack({}, now);
  return (
    <Page
      title="Evidence pack"
      trail={[{ title: "Summary", href: withQuery("/summary", about) }]}
      facts={`${scope.title} · one file for auditors, signed`}
    >
      <form action="/summary/evidence" className="mt-6 flex flex-wrap items-end gap-3">
        {Object.entries(about).map(
          ([name, value]) => value != null && <input key={name} type="hidden" name={name} value={value} />,
        )}
        {(["from", "to"] as const).map((name) => (
          <Field
            key={name}
            {...{ id: name, type: "date", required: true, min: "1970-01-01" }}
            label={name === "from" ? "First day" : "Last day"}
            defaultValue={asked.data[name] ?? (days ?? usual)?.[name]}
          />
        ))}
        <Button type="submit">Show what it holds</Button>
      </form>
      {days ? (
        <Holds {...{ within: scope.within, about, days }} />
      ) : (
        <div className="mt-4 max-w-[68ch]">
          <Problem>The first day comes after the last.</Problem>
        </div>
      )}
      <Section title="How it is verified">
        <Verify />
      </Section>
    </Page>
  );
}

interface HoldsProps {
  /** The viewer, bound to the hosts of the scope. */
  within: Viewer;
  about: ReturnType<typeof addressOfRequest>;
  days: PackDays;
}

async function Holds({ within, about, days: { period, from, to } }: HoldsProps) {
  const { files, hosts, bytes: size } = await sizeOfOriginals(within, period);
  const tooMany = whyTooMany(files);
  return (
    <>
      <p className="mt-6 max-w-[68ch] text-16">
        From {day(from, "UTC")} to {day(to, "UTC")}:{" "}
        {files === 0
          ? "no report was observed."
          : `${plural(files, "original")} of ${plural(hosts, "fortress", "fortresses")}, ${bytes(size)} as they came.`}
      </p>
      <p className="mt-2 max-w-[68ch] text-13 text-ink-2">
        The pack also holds the summary as of now, who delivered each original and when, decisions and
        attestations with who approved them, approved changes, the files that people brought, the audit events
        of these days, and how to verify it. Days are in UTC, both included.
      </p>
      <div className="mt-4">
        {tooMany ? (
          <Problem>{tooMany}</Problem>
        ) : (
          <a
            href={withQuery("/api/v1/exports/evidence.zip", { ...about, from, to })}
            download
            className="inline-flex min-h-9 items-center rounded-md border border-ink bg-ink px-3 font-bold text-13 text-bg no-underline hover:opacity-90"
          >
            Download the pack
          </a>
        )}
      </div>
    </>
  );
}

function Verify() {
  const fetchKey = `curl -fsSo evidence-key.pem ${siteOf(readEnvironment())}${KEY}`;
  return (
    <div className="grid max-w-[80ch] grid-cols-[minmax(0,1fr)] gap-4 text-13">
      <p>
        The auditor unpacks it into an empty folder and gets the{" "}
        <a href={KEY} download className="link">
          public key
        </a>{" "}
        from here, not from whoever gave them the pack. Its SHA-256 is{" "}
        <code className="[overflow-wrap:anywhere]">{evidenceKeyHash()}</code>, and the manifest names it.
      </p>
      <Line title="Get the key" text={fetchKey} />
      <Line title="Verify with OpenSSL 3 and coreutils" text={SHELL_LINE} />
      <Line title="Or with Node.js 20" text={VERIFY_LINE} />
    </div>
  );
}

const Line = ({ title, text }: { title: string; text: string }) => (
  <div>
    <p className="mb-1 flex items-center justify-between gap-3 font-bold">
      {title}
      <CopyButton text={text} />
    </p>
    <Code className="whitespace-pre-wrap rounded bg-sunken px-3 py-2 leading-5 [overflow-wrap:anywhere]">
      {text}
    </Code>
  </div>
);
