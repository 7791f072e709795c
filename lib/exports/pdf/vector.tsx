/** Draws with the PDF's own vectors what our drawings are on a page: the same components, element by element. */
import { G, Path, Rect, Svg, Text } from "@react-pdf/renderer";
import { Children, Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import { textWidth } from "@/components/fortress/text";
import { DRAWING } from "./colours";
import { FAMILY } from "./fonts";

type Props = Readonly<Record<string, unknown>>;
type Drawn = (props: Props) => ReactElement;

/** What the page has as attributes and the PDF knows as well. */
const KEPT = [
  ...["d", "x", "y", "width", "height", "rx", "viewBox", "transform", "opacity"],
  ...["fill", "fillOpacity", "stroke", "strokeWidth", "strokeOpacity", "strokeDasharray"],
  ...["strokeLinecap", "strokeLinejoin", "textAnchor"],
];

const ELEMENTS: Readonly<Record<string, Drawn>> = {
  svg: ({ viewBox, children }) => (
    <Svg viewBox={String(viewBox)} style={{ width: "100%", aspectRatio: aspect(String(viewBox)) }}>
      {children as ReactNode}
    </Svg>
  ),
  g: ({ children, ...props }) => <G {...props}>{children as ReactNode}</G>,
  path: (props) => <Path {...(props as { d: string })} />,
  rect: (props) => <Rect {...(props as { width: string; height: string })} />,
};

/** Width by height, of `0 0 700 320`. */
const aspect = (viewBox: string): number => {
  const [, , width = 1, height = 1] = viewBox.split(" ").map(Number);
  return width / height;
};

/**
 * @param node of components without state, down to elements of SVG. What has no counterpart (titles, links) falls away.
 */
export function vector(node: ReactNode): ReactNode {
  return Children.map(node, (child) => {
    if (!isValidElement<Props>(child)) return child;
    const { type, props } = child;
    if (typeof type === "function") return vector((type as (given: Props) => ReactNode)(props));
    if ((type as unknown) === Fragment) return vector(props.children as ReactNode);
    if (type === "text") return label(props);
    const draw = typeof type === "string" ? ELEMENTS[type] : undefined;
    return draw ? draw({ ...printed(props), children: vector(props.children as ReactNode) }) : null;
  });
}

const printed = (props: Props): Props =>
  Object.fromEntries(
    KEPT.flatMap((name) => (props[name] === undefined ? [] : [[name, inPrint(props[name])]])),
  );

function label(props: Props): ReactElement {
  const fontSize = Number(props.fontSize);
  const style = { fontFamily: FAMILY, fontSize, fontWeight: props.fontWeight === undefined ? 400 : 600 };
  const words = (
    <Text {...(printed(props) as { x: string; y: string })} {...{ style }}>
      {String(props.children)}
    </Text>
  );
  if (props.className !== "fx-halo") return words;
  // A rim of paper around the letters on the page; here a little paper behind them.
  const width = textWidth(String(props.children), fontSize) * 0.92;
  const left = Number(props.x) - (props.textAnchor === "middle" ? width / 2 : 0) - 1;
  return (
    <G>
      <Rect
        x={left}
        y={Number(props.y) - fontSize * 0.8}
        width={width + 2}
        height={fontSize}
        fill={DRAWING.paper}
      />
      {words}
    </G>
  );
}

/** `var(--fx-ink)` as it is printed. */
const inPrint = (value: unknown): unknown => {
  const name = typeof value === "string" ? /^var\(--fx-([a-z-]+)\)$/.exec(value)?.[1] : undefined;
  return name === undefined ? value : (DRAWING[name] ?? DRAWING.ink);
};
