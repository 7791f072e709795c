/** What is no page of the application: answers of the API, shared summaries, files. */
const NO_PAGE = /^\/(api|s|lynis)(\/|$)|\.[a-z0-9]+$/i;

/**
 * @param href as it stands in a link
 * @param here the address of the page on which it stands
 * @returns path, query and fragment of another page of Rampart; null where the browser itself should follow: to another
 *   site, to a file, to a place on this very page
 */
export function pageBehind(href: string, here: string): string | null {
  if (!URL.canParse(href, here)) return null;
  const at = new URL(here);
  const to = new URL(href, here);
  if (to.origin !== at.origin || NO_PAGE.test(to.pathname)) return null;
  if (to.hash !== "" && to.pathname === at.pathname && to.search === at.search) return null;
  return `${to.pathname}${to.search}${to.hash}`;
}
