import ReactMarkdown from "react-markdown";

const ALLOWED = ["p", "ul", "ol", "li", "strong", "em", "code", "pre", "a"];

interface MarkdownProps {
  text: string;
  /** False: of links, only their words. */
  links?: boolean;
}

/** Our own Markdown as elements: never as markup, and links only to https. */
export function Markdown({ text, links = true }: MarkdownProps) {
  return (
    <div className="prose">
      <ReactMarkdown
        allowedElements={links ? ALLOWED : ALLOWED.filter((name) => name !== "a")}
        unwrapDisallowed
        skipHtml
        urlTransform={(url) => (url.startsWith("https://") ? url : "")}
        components={{
          a: ({ href, children }) => (
            <a href={href} rel="noopener noreferrer" className="link">
              {children}
            </a>
          ),
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
