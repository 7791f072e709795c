import type { Metadata } from "next";
import { Code } from "@/components/ui/code";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { openApiDocument } from "@/lib/api/openapi";
import { requireViewer } from "@/lib/auth/request";

export const metadata: Metadata = { title: "API" };

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: { type?: string; enum?: string[]; default?: unknown };
}

interface Operation {
  summary: string;
  description?: string;
  tags: string[];
  parameters?: Parameter[];
  responses: Record<string, { description: string }>;
}

/** The same document that `/api/v1/openapi.json` serves, to be read. */
export default async function ApiPage() {
  await requireViewer();
  const { paths } = openApiDocument(ENDPOINTS) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  );
  const tags = [...new Set(operations.flatMap(({ tags: [tag] }) => tag ?? []))];
  return (
    <Page
      title="API"
      facts={
        <>
          Version 1 · JSON ·{" "}
          <a href="/api/v1/openapi.json" className="link">
            OpenAPI 3.1
          </a>
        </>
      }
    >
      <div className="prose mt-6 max-w-[68ch] text-ink-2">
        <p>
          Every call carries an API token, made under API tokens. This brings a report from the host that made
          it:
        </p>
        <Code>
          {
            'curl --fail --header "Authorization: Bearer $RAMPART_TOKEN" \\\n  --form file=@/var/log/lynis-report.dat $RAMPART_URL/api/v1/reports'
          }
        </Code>
      </div>
      {tags.map((tag) => (
        <Section key={tag} title={tag.charAt(0).toUpperCase() + tag.slice(1)}>
          {operations
            .filter((operation) => operation.tags[0] === tag)
            .map((operation) => (
              <Call key={`${operation.method} ${operation.path}`} {...operation} />
            ))}
        </Section>
      ))}
    </Page>
  );
}

function Call({
  method,
  path,
  summary,
  description,
  parameters = [],
  responses,
}: Operation & { method: string; path: string }) {
  return (
    <details className="border-line border-b open:pb-5">
      <summary className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 py-2 text-13 hover:bg-sunken md:grid-cols-[64px_minmax(0,2fr)_minmax(0,3fr)]">
        <code className="font-bold">{method}</code>
        <code className="[overflow-wrap:anywhere]">{path}</code>
        <span className="col-start-2 text-ink-2 md:col-start-3">{summary}</span>
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pt-2 [overflow-wrap:anywhere]">
        {description && <p className="max-w-[80ch] whitespace-pre-line text-13 text-ink-2">{description}</p>}
        {parameters.length > 0 && (
          <Table caption={`Parameters of ${method} ${path}`}>
            <thead>
              <tr>
                <Head>Parameter</Head>
                <Head>In</Head>
                <Head>Meaning</Head>
              </tr>
            </thead>
            <tbody>
              {parameters.map((parameter) => (
                <tr key={`${parameter.in} ${parameter.name}`}>
                  <Cell>
                    <code>{parameter.name}</code>
                    {parameter.required && <span className="text-12 text-ink-3"> required</span>}
                  </Cell>
                  <Cell>{parameter.in}</Cell>
                  <Cell className="text-ink-2">
                    {parameter.description ?? parameter.schema?.type ?? ""}
                    {parameter.schema?.enum && (
                      <span className="block text-12 [overflow-wrap:anywhere]">
                        {parameter.schema.enum.join(", ")}
                      </span>
                    )}
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-13">
          {Object.entries(responses).map(([status, response]) => (
            <div key={status} className="contents">
              <dt>
                <code>{status}</code>
              </dt>
              <dd className="text-ink-2">{response.description}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
