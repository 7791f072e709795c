"use client";

import { takeAside } from "./set-aside";

interface StillPartProps {
  as?: "div" | "tbody";
  className?: string;
  /** Where the markup of a document stands; otherwise it is given. */
  place?: number;
  markup?: string;
}

/** The element of `Still`. */
export function StillPart({ as: Tag = "div", className, place, markup = markupAt(place) }: StillPartProps) {
  return (
    <Tag
      className={className}
      data-still={place}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: `stillOf` made it, of our own components
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  );
}

/** By place in the document that was loaded: the page may be left and come back to, when its elements are gone. */
const read = new Map<number, string>();

function markupAt(place = 0): string {
  if (typeof document === "undefined") return takeAside(place);
  const known = read.get(place);
  if (known !== undefined) return known;
  const markup = document.querySelector(`[data-still="${place}"]`)?.innerHTML ?? "";
  read.set(place, markup);
  return markup;
}
