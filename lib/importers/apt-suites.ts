/** What the name of a suite says of the updates that come from it. */

/** Debian's and Ubuntu's security suites, Ubuntu's ESM (`jammy-apps-security`), and Debian's before 11 (`buster/updates`). */
const SECURITY = /(?:^|[-/])security$|\/updates$/;
/** Where security updates come with all others. */
const MIXED = new Set(["unstable", "sid", "experimental", "testing-proposed-updates", "now", "unknown", ""]);

/**
 * Whether an update closes a vulnerability; null where the suite does not tell.
 * @param suites `stable,stable-security`
 */
export function securityOfSuites(suites: string): boolean | null {
  const all = suites.split(",").map((suite) => suite.trim().toLowerCase());
  if (all.some((suite) => SECURITY.test(suite))) return true;
  return all.every((suite) => MIXED.has(suite)) ? null : false;
}

/**
 * The same for the origins of `apt-get -s`, such as `Debian:11.11/oldstable, Debian-Security:11/oldstable-security`: there
 * the repository's label stands before the suite.
 */
export function securityOfOrigins(origins: string): boolean | null {
  const all = origins.split(", ").map((origin) => origin.trim());
  if (all.some((origin) => /^[^/]*security/i.test(origin) || SECURITY.test(origin.toLowerCase())))
    return true;
  return all.every((origin) => MIXED.has(origin.slice(origin.indexOf("/") + 1).toLowerCase())) ? null : false;
}
