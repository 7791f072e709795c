import { kindWords, STATE_WORDS } from "@/components/share/words";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { day, plural, whole } from "@/lib/format";
import type { ShareItem } from "@/lib/queries/shares";

interface ShareTableProps {
  caption: string;
  shares: readonly ShareItem[];
  at: { now: number; zone: string };
}

/** Links, each with what it is, until when, and how often it was read; open ones are revoked here. Within an `ActionForm`. */
export const ShareTable = ({ caption, shares, at }: ShareTableProps) => (
  <Table caption={caption}>
    <thead>
      <tr>
        <Head>Summary</Head>
        <Head>State</Head>
        <Head number className="hidden sm:table-cell">
          Views
        </Head>
        <Head className="hidden sm:table-cell">Last view</Head>
        <Head className="hidden sm:table-cell">Made</Head>
        <Head className="relative">
          <span className="sr-only">Revoke</span>
        </Head>
      </tr>
    </thead>
    <tbody>
      {shares.map((share) => (
        <Row key={share.id} share={share} at={at} />
      ))}
    </tbody>
  </Table>
);

function Row({ share, at }: { share: ShareItem; at: ShareTableProps["at"] }) {
  const { id, title, prefix, state, views, lastViewAt, createdAt, createdBy, revokedBy } = share;
  const open = state === "open";
  return (
    <tr className="hover:bg-sunken">
      <Cell className="min-w-32 [overflow-wrap:anywhere]">
        <Link href={`/shares/${id}`} className="link font-bold">
          {title}
        </Link>
        <span className="block text-12 text-ink-3">{kindWords(share)}</span>
        <span className="block text-12 text-ink-3">
          <code>{prefix}</code>…
        </span>
      </Cell>
      <Cell className={open ? undefined : "text-ink-3"}>
        {STATE_WORDS[state]}
        <span className="block whitespace-nowrap text-12 text-ink-3">
          {open ? "until" : "on"} {day(share.revokedAt ?? share.expiresAt, at.zone)}
        </span>
        {revokedBy && (
          <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">by {revokedBy}</span>
        )}
        <span className="block text-12 text-ink-3 sm:hidden">{plural(views, "view")}</span>
      </Cell>
      <Cell number className="hidden sm:table-cell">
        {whole(views)}
      </Cell>
      <Cell className="hidden text-ink-3 sm:table-cell">
        {lastViewAt ? <Time at={lastViewAt} {...at} /> : "none yet"}
      </Cell>
      <Cell className="hidden text-ink-3 sm:table-cell">
        <Time at={createdAt} {...at} />
        <span className="block text-12 [overflow-wrap:anywhere]">{createdBy}</span>
      </Cell>
      <Cell number>
        {open && (
          <ConfirmButton
            {...{ small: true, value: id, label: "Revoke", no: "Keep it" }}
            question={`Revoke the link to ${title}?`}
            yes={`Revoke ${title}`}
          >
            <p>Whoever has it sees nothing any more, at once. It cannot be opened again.</p>
          </ConfirmButton>
        )}
      </Cell>
    </tr>
  );
}
