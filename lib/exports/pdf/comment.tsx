/** What the manager says on top, from Markdown: paragraphs, lists and emphasis, and of links their words. */
import { Text, View } from "@react-pdf/renderer";
import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import { Bullet } from "./parts";
import { STYLE } from "./style";
import { tagged } from "./tag";

type Given = { children?: ReactNode };

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"] as const;
const BLOCKS = [...HEADINGS, "p", "ul", "ol", "li", "pre"] as const;
const ALLOWED = [...BLOCKS, "strong", "em", "code"];

/** A line that ends in the source goes on here; of the end itself, no font has a letter. */
const words = (children: ReactNode): ReactNode =>
  Children.map(children, (child) => (typeof child === "string" ? child.replace(/\s*\n\s*/g, " ") : child));

/** The PDF takes words only within a text: those between blocks get one, and line ends fall away. */
function blocks(children: ReactNode): ReactElement[] {
  const found: ReactElement[] = [];
  let between: ReactNode[] = [];
  const set = (): void => {
    if (between.some((part) => typeof part !== "string" || part.trim() !== "")) {
      found.push(<Text key={`words-${found.length}`}>{words(between)}</Text>);
    }
    between = [];
  };
  for (const child of Children.toArray(children)) {
    if (isValidElement(child) && BLOCKS.some((name) => child.type === COMPONENTS[name])) {
      set();
      found.push(child);
    } else between.push(child);
  }
  set();
  return found;
}

/** All of them look alike, and stand below the title alone. */
const Heading = ({ children }: Given) => (
  <Text style={STYLE.small} {...tagged("H2")}>
    {words(children)}
  </Text>
);

const Words = ({ children }: Given) => <Text>{words(children)}</Text>;

const COMPONENTS: Components = {
  ...Object.fromEntries(HEADINGS.map((heading) => [heading, Heading])),
  p: ({ children }) => <Text style={{ marginBottom: 2 }}>{words(children)}</Text>,
  ul: ({ children }) => (
    <View style={STYLE.list} {...tagged("L")}>
      {blocks(children)}
    </View>
  ),
  ol: ({ children, start = 1 }) => (
    <View style={STYLE.list} {...tagged({ type: "L", numbered: true })}>
      {blocks(children).map((child, index) => cloneElement(child, { value: start + index } as object))}
    </View>
  ),
  li: ({ children, value }) => (
    <View style={STYLE.item} {...tagged("LI")}>
      <Bullet number={value === undefined ? undefined : Number(value)} />
      <View style={{ flex: 1 }} {...tagged("LBody")}>
        {blocks(children)}
      </View>
    </View>
  ),
  strong: ({ children }) => <Text style={STYLE.strong}>{words(children)}</Text>,
  em: Words,
  code: Words,
  pre: ({ children }) => <View style={STYLE.list}>{lines(children)}</View>,
};

/** The lines of a block of code, which is the only thing in it. */
const lines = (children: ReactNode): ReactNode =>
  Children.map(children, (code) => {
    const text = isValidElement<Given>(code) ? String(code.props.children).trimEnd() : "";
    return Children.map(text.split("\n"), (line) => <Text>{line || " "}</Text>);
  });

export function Comment({ text }: { text: string }) {
  const read = ReactMarkdown({
    allowedElements: ALLOWED,
    unwrapDisallowed: true,
    skipHtml: true,
    components: COMPONENTS,
    children: text,
  }) as ReactElement<Given>;
  return <View style={STYLE.comment}>{blocks(read.props.children)}</View>;
}
