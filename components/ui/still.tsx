import type { ReactElement } from "react";

/**
 * What is drawn once and has no state, as one string: a renderer of pages then carries a single element instead of
 * thousands, twice (for the browser, and for its script).
 * @param element of components that are plain functions of what they are given; links, not buttons that act
 */
export async function stillOf(element: ReactElement): Promise<string> {
  // Within pages it may only be had so.
  const { renderToStaticMarkup } = await import("react-dom/server");
  return renderToStaticMarkup(element);
}

interface StillProps {
  /** Of `stillOf`, which escapes all text. */
  markup: string;
  as?: "div" | "tbody";
  className?: string;
}

export const Still = ({ markup, as: Tag = "div", className }: StillProps) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own components made it
  <Tag className={className} dangerouslySetInnerHTML={{ __html: markup }} />
);
