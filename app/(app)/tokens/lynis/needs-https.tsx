/** The client has no plain http; a key may be made before the address is there. */
export function NeedsHttps() {
  return (
    <p className="border-line-strong border-l-2 px-3 py-1 text-13 text-ink-2">
      The Lynis client speaks https only, and this Rampart has no https address yet. Put a proxy with TLS in
      front of it and set <code>RAMPART_URL</code> to its address.
    </p>
  );
}
