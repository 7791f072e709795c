/** The address if it is a path, query or fragment of this site, else nothing: report text never becomes a link target. */
export function localHref(href: string | undefined): string | undefined {
  return href !== undefined && /^(#|\?|\/(?![/\\]))/.test(href) ? href : undefined;
}
