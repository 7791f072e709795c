import ReactMarkdown from "react-markdown";

const ALLOWED = ["p", "ul", "ol", "li", "strong", "em", "code", "pre", "a"];

/** Our own Markdown as elements: never as markup, and links only to https. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <ReactMarkdown
        allowedElements={ALLOWED}
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
