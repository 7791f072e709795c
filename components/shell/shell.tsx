import { Bell, Menu } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { can, type Viewer } from "@/lib/auth/rights";
import type { Found } from "@/lib/queries/search";
import { Mark } from "./mark";
import { NAV, type NavItem } from "./nav";
import { NavLinks } from "./nav-links";
import { SearchButton } from "./search-button";
import { Shortcuts } from "./shortcuts";
import { SoftNavigation } from "./soft-navigation";
import { ThemeButton } from "./theme-button";

interface ShellProps {
  viewer: Viewer;
  /** How many notices are unread, up to 100. The page begins without waiting for it. */
  unread: Promise<number>;
  /** The form that signs out. */
  signOut: () => Promise<void>;
  search: (text: string) => Promise<Found[]>;
  children: ReactNode;
}

/** The frame of the signed-in pages. */
export function Shell({ viewer, unread, signOut, search, children }: ShellProps) {
  const mine = NAV.filter(({ needs }) => can(viewer, needs));
  const pages = mine.map(({ title, href }) => ({ title, href }));
  const side = (
    <>
      <SearchButton />
      <div className="mt-5">{links(mine, "main", "Pages")}</div>
      <p className="mt-6 mb-1 px-2 text-12 text-ink-3">Settings</p>
      {links(mine, "settings", "Settings")}
      <div className="mt-6 flex items-center justify-between gap-2 border-line border-t px-2 pt-4 text-12 text-ink-3">
        <span className="min-w-0">
          <span className="block truncate text-ink-2">{viewer.name}</span>
          {viewer.role}
        </span>
        <ThemeButton />
      </div>
      <form action={signOut} className="px-2 pt-1">
        <button type="submit" className="link text-12 text-ink-3">
          Sign out
        </button>
      </form>
    </>
  );
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[216px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        To the content
      </a>
      <header className="no-print border-line lg:border-r">
        <div className="hidden px-3 py-5 lg:sticky lg:top-0 lg:block lg:max-h-screen lg:overflow-y-auto">
          <div className="flex items-center justify-between lg:mb-5">
            <Brand />
            <Notices unread={unread} />
          </div>
          {side}
        </div>
        <div className="relative border-line border-b lg:hidden">
          <div className="absolute top-2.5 left-4 flex items-center gap-2">
            <Brand />
            <Notices unread={unread} />
          </div>
          <details className="group">
            <summary className="flex items-center justify-end gap-2 px-4 py-3 text-13 text-ink-2">
              <Menu size={18} aria-hidden="true" />
              Menu
            </summary>
            <nav className="px-4 pb-4" aria-label="Menu">
              {side}
            </nav>
          </details>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 px-4 pt-5 pb-16 outline-none sm:px-6 lg:px-10">
        <div className="mx-auto max-w-[1160px]">{children}</div>
      </main>
      <SoftNavigation />
      <Shortcuts pages={pages} search={search} mayUpload={can(viewer, "report.upload")} />
    </div>
  );
}

function Brand() {
  return (
    <Link href="/" className="flex min-h-6 items-center gap-2 px-2 font-bold">
      <Mark />
      Rampart
    </Link>
  );
}

/** The bell: its number is read out too, and there is none where nothing is unread. */
async function Notices({ unread: asked }: { unread: Promise<number> }) {
  const unread = await asked;
  const count = unread >= 100 ? "99+" : String(unread);
  return (
    <Link
      href="/notices"
      aria-label={unread === 0 ? "Notices" : `Notices, ${count} unread`}
      className="flex min-h-6 min-w-6 items-center gap-1 rounded-md px-1 text-12 text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Bell size={16} aria-hidden="true" />
      {unread > 0 && <span className="font-bold">{count}</span>}
    </Link>
  );
}

const links = (items: readonly NavItem[], group: NavItem["group"], label: string) => (
  <NavLinks
    label={label}
    items={items.filter((item) => item.group === group).map(({ title, href }) => ({ title, href }))}
  />
);
