/** What the manager says on top, from Markdown: paragraphs, lists and emphasis, and of links their words. */
import { Text, View } from "@react-pdf/renderer";
import { Children, type ReactElement, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import { STYLE } from "./style";

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"] as const;
const ALLOWED = ["p", "ul", "ol", "li", "strong", "em", "code", "pre", ...HEADINGS];

/** The PDF takes words only within a text: what stands between blocks is line ends. */
const blocks = (children: ReactNode): ReactNode =>
  Children.toArray(children).filter((child) => typeof child !== "string");

/** The words of an item of a list; in lists with room between, each item is a paragraph. */
const item = (children: ReactNode): ReactNode =>
  Children.toArray(children).some((child) => typeof child === "string" && child.trim() !== "") ? (
    <Text>{children}</Text>
  ) : (
    blocks(children)
  );

const COMPONENTS: Components = {
  ...Object.fromEntries(
    HEADINGS.map((heading) => [
      heading,
      ({ children }: { children?: ReactNode }) => <Text style={STYLE.small}>{children}</Text>,
    ]),
  ),
  p: ({ children }) => <Text style={{ marginBottom: 2 }}>{children}</Text>,
  ul: ({ children }) => <View>{blocks(children)}</View>,
  ol: ({ children }) => <View>{blocks(children)}</View>,
  li: ({ children }) => (
    <View style={STYLE.item}>
      <Text>–</Text>
      <View style={{ flex: 1 }}>{item(children)}</View>
    </View>
  ),
  strong: ({ children }) => <Text style={STYLE.strong}>{children}</Text>,
  em: ({ children }) => <Text>{children}</Text>,
  code: ({ children }) => <Text>{children}</Text>,
  pre: ({ children }) => <Text>{children}</Text>,
};

export function Comment({ text }: { text: string }) {
  const read = ReactMarkdown({
    allowedElements: ALLOWED,
    unwrapDisallowed: true,
    skipHtml: true,
    components: COMPONENTS,
    children: text,
  }) as ReactElement<{ children?: ReactNode }>;
  return <View style={STYLE.comment}>{blocks(read.props.children)}</View>;
}
