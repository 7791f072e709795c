import type { ReactElement } from "react";
import { setAside } from "./set-aside";
import { StillPart } from "./still-part";

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

/** In a whole document it stands once, as markup; a part that the browser asks for later brings it along. */
export function Still({ markup, as, className }: StillProps) {
  const place = setAside(markup);
  return <StillPart as={as} className={className} {...(place === null ? { markup } : { place })} />;
}
