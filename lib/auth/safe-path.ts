/** A path of this site from a query; anything else is the front page, so that nobody is sent elsewhere. */
export function safePath(text: string | string[] | undefined): string {
  if (typeof text !== "string" || !/^\/(?![/\\])/.test(text)) return "/";
  try {
    const url = new URL(text, "http://here.invalid");
    // With its dots resolved, `/.//there` begins with two slashes: a browser takes what follows for a host.
    const leaves = url.host !== "here.invalid" || url.pathname.startsWith("//");
    return leaves ? "/" : `${url.pathname}${url.search}`;
  } catch {
    return "/";
  }
}
