/** Lines of code as they stand, scrolling by themselves; what scrolls must be within reach of the keyboard. */
export function Code({ children, className }: { children: string; className?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <pre tabIndex={0} className={className}>
      <code>{children}</code>
    </pre>
  );
}
