import { Sign } from "@/components/fortress/sign";
import { Choice } from "@/components/ui/action-form";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { gain, plural } from "@/lib/format";
import type { ExposureRow } from "@/lib/queries/towers";
import { Details } from "./details";

interface ExposureTableProps {
  exposures: readonly ExposureRow[];
  /** Within a form: changed files can be chosen. */
  choose?: boolean;
  zone: string;
  now: number;
}

const SHOWN = 15;

export function ExposureTable({ exposures, ...rest }: ExposureTableProps) {
  const more = exposures.slice(SHOWN);
  return (
    <>
      <Rows exposures={exposures.slice(0, SHOWN)} {...rest} />
      {more.length > 0 && (
        <details className="mt-3">
          <summary className="link text-13 text-ink-2">{plural(more.length, "more exposure")}</summary>
          <Rows exposures={more} {...rest} />
        </details>
      )}
    </>
  );
}

function Rows({ exposures, choose = false, zone, now }: ExposureTableProps) {
  return (
    <Table caption="Exposures">
      <thead>
        <tr>
          {choose && (
            <Head className="relative">
              <span className="sr-only">Choose</span>
            </Head>
          )}
          <Head>What</Head>
          <Head className="hidden sm:table-cell">Severity</Head>
          <Head className="hidden sm:table-cell">Seen by</Head>
          <Head number>Open for</Head>
          <Head number>Worth</Head>
        </tr>
      </thead>
      <tbody>
        {exposures.map((exposure) => (
          <tr key={exposure.key} id={exposure.key} className="target:bg-accent-soft">
            {choose && (
              <Cell>
                {exposure.seal !== null && (
                  <Choice
                    name="change"
                    value={`${exposure.seal} ${exposure.key}`}
                    className="accent-ink"
                    aria-label={`Choose ${exposure.title}`}
                  />
                )}
              </Cell>
            )}
            <Cell>
              <span className="flex items-start gap-2">
                <span className="mt-1 shrink-0">
                  <Sign name="failed" />
                </span>
                <span className="min-w-0">
                  <Link href={`/findings/${encodeURIComponent(exposure.key)}`} className="link">
                    {exposure.title}
                  </Link>
                  {exposure.witnesses.map(({ source, title, details }) => (
                    <Details
                      key={source}
                      details={details}
                      {...(exposure.witnesses.length > 1 && { of: title })}
                    />
                  ))}
                </span>
              </span>
            </Cell>
            <Cell className="hidden sm:table-cell">{exposure.severity}</Cell>
            <Cell className="hidden sm:table-cell">
              {exposure.witnesses.map(({ source, title, reportId }) => (
                <Link key={source} href={`/reports/${reportId}`} className="link block">
                  {title}
                </Link>
              ))}
            </Cell>
            <Cell number>
              <Time at={exposure.firstSeenAt} zone={zone} now={now} />
            </Cell>
            <Cell number className="font-bold">
              {exposure.gain > 0 ? gain(exposure.gain) : "·"}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
