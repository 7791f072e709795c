import type { ReactNode } from "react";
import { Sign, type SignName } from "@/components/fortress/sign";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { day, list, plural } from "@/lib/format";
import type { Need } from "@/lib/queries/fleet";

interface NeedsProps {
  needs: readonly Need[];
  zone: string;
}

/** What needs somebody today, in sentences with figures and links. */
export function Needs({ needs, zone }: NeedsProps) {
  if (needs.length === 0)
    return <p className="text-ink-2">Nothing is held, overdue, silent or newly open.</p>;
  return (
    <ul>
      {needs.map((need) => {
        const { sign, key, href, link, text } = say(need, zone);
        return (
          <li key={key} className="flex gap-3 border-line border-b py-3 first:pt-0">
            <span className="mt-1 shrink-0">
              <Sign name={sign} />
            </span>
            <p className="min-w-0 flex-1 text-ink-2">{text}</p>
            <Link href={href} className="link shrink-0 text-12 text-ink-3">
              {link}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

interface Sentence {
  sign: SignName;
  key: string;
  href: string;
  link: string;
  text: ReactNode;
}

const strong = (text: string): ReactNode => <strong className="font-bold text-ink">{text}</strong>;

function say(need: Need, zone: string): Sentence {
  switch (need.kind) {
    case "cap":
      return {
        sign: "held",
        key: `cap ${need.host.id} ${need.tower}`,
        href: `/hosts/${need.host.id}/${need.tower}`,
        link: "explain it",
        text: (
          <>
            {strong(`${TOWER_NAMES[need.tower]} of ${need.host.name} is held at ${need.at}.`)} {need.cause}.
          </>
        ),
      };
    case "updates":
      return {
        sign: "failed",
        key: "updates",
        href: need.hosts === 1 ? `/hosts/${need.first.id}/patching#exposures` : "/findings?kind=package",
        link: "see them",
        text: (
          <>
            {strong(`${plural(need.total, "security update waits", "security updates wait")}`)} on{" "}
            {plural(need.hosts, "fortress", "fortresses")}
            {need.hosts > 1 && `, ${need.first.count} of them on ${need.first.name}`}.
          </>
        ),
      };
    case "silent": {
      const [first] = need.hosts;
      const names = list(need.hosts.map(({ name }) => name));
      return {
        sign: "silent",
        key: "silent",
        href: need.total === 1 && first ? `/hosts/${first.id}` : "/hosts?silent=1&sort=evidence",
        link: "ask the owner",
        text: (
          <>
            {strong(`${plural(need.total, "fortress is", "fortresses are")} silent.`)} {names}
            {need.total > need.hosts.length && ` and ${need.total - need.hosts.length} more`}
            {first?.since && `; the longest since ${day(first.since, zone)}`}. What they proved fades.
          </>
        ),
      };
    }
    case "no-evidence":
      return {
        sign: "no evidence",
        key: `gap ${need.host.id} ${need.tower}`,
        href: `/hosts/${need.host.id}/${need.tower}`,
        link: "bring it",
        text: (
          <>
            {strong(`${TOWER_NAMES[need.tower]} of ${need.host.name} has no evidence.`)} Nothing has ever
            reported on it.
          </>
        ),
      };
    case "opened":
      return {
        sign: "failed",
        key: "opened",
        href: need.commonest
          ? `/findings/${encodeURIComponent(need.commonest.key)}`
          : "/findings?sort=-opened",
        link: need.commonest ? "see the cause" : "see them",
        text: (
          <>
            {strong(`+${plural(need.total, "finding")} in ${need.days} days`)}
            {need.commonest
              ? `, ${need.commonest.hosts} of them one check that fails: “${need.commonest.title}”.`
              : ", each of another kind."}
          </>
        ),
      };
    case "overdue":
      return {
        sign: "failed",
        key: "overdue",
        href: "/findings?by=host&due=overdue&sort=due",
        link: "see them",
        text: (
          <>
            {strong(`${plural(need.total, "finding is", "findings are")} overdue`)},{" "}
            {need.total > 1 && "the oldest "}since {day(need.oldest, zone)}.
          </>
        ),
      };
    case "due":
      return {
        sign: "failed",
        key: "due",
        href: "/findings?by=host&due=soon&sort=due",
        link: "see them",
        text: <>{strong(`${plural(need.total, "finding is", "findings are")} due`)} within 7 days.</>,
      };
    case "decisions-waiting":
      return {
        sign: "unproven",
        key: "decisions-waiting",
        href: "/decisions?state=proposed",
        link: "answer",
        text: (
          <>{strong(`${plural(need.total, "decision waits", "decisions wait")}`)} for somebody's answer.</>
        ),
      };
    case "decisions-ending":
      return {
        sign: "held",
        key: "decisions-ending",
        href: `/decisions?state=approved&ending=${need.days}`,
        link: "see them",
        text: (
          <>
            {strong(`${plural(need.total, "decision ends", "decisions end")} within ${need.days} days.`)}{" "}
            Their risks then count again.
          </>
        ),
      };
    case "reopened":
      return {
        sign: "failed",
        key: "reopened",
        href: "/findings?state=reopened",
        link: "see them",
        text: <>{strong(`${plural(need.total, "finding")} came back`)} after a repair.</>,
      };
    case "rejected":
      return {
        sign: "unproven",
        key: "rejected",
        href: "/reports?status=rejected",
        link: "see why",
        text: <>{strong(`${plural(need.total, "file was", "files were")} refused`)} in the last 7 days.</>,
      };
  }
}
