import { Code } from "@/components/ui/code";
import { Markdown } from "@/components/ui/markdown";
import { blocksOf } from "@/lib/guidance/blocks";
import type { Guidance } from "@/lib/guidance/shape";
import { CopyButton } from "./copy-button";

interface GuidancePanelProps {
  guidance: Guidance;
  /** `redhat` opens the RHEL tab first. */
  family?: "debian" | "redhat";
  id: string;
}

/** What a check means, why it matters and how it is repaired. Its tabs work without script. */
export function GuidancePanel({ guidance, family = "debian", id }: GuidancePanelProps) {
  const tabs = [
    { key: "debian", title: "Debian, Ubuntu", text: guidance.debian },
    { key: "redhat", title: "RHEL family", text: guidance.redhat },
    { key: "ansible", title: "Ansible", text: guidance.ansible },
  ];
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="grid content-start gap-4 text-13">
        <Part title="What it means" text={guidance.meaning} />
        <Part title="Why it matters" text={guidance.why} />
        <Part title="What may break" text={guidance.breaks} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-12 text-ink-3">
          <dt>Risk of the change</dt>
          <dd className="text-ink-2">{guidance.risk}</dd>
          <dt>Reboot</dt>
          <dd className="text-ink-2">{guidance.reboot}</dd>
          <dt>Work</dt>
          <dd className="text-ink-2">about {guidance.minutes} min a host</dd>
        </dl>
        <div>
          <h4 className="font-bold">References</h4>
          <ul className="mt-1 grid gap-1">
            {guidance.references.map(({ title, url }) => (
              <li key={url}>
                <a href={url} rel="noopener noreferrer" className="link">
                  {title}
                </a>
                <span className="text-12 text-ink-3"> {new URL(url).host}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="grid min-w-0 content-start gap-4 text-13">
        <div className="tabs min-w-0">
          <div className="flex gap-1 border-line border-b" role="presentation">
            {tabs.map(({ key, title }) => (
              <label
                key={key}
                className="tab px-2 py-1.5 text-12 text-ink-3 has-[:checked]:font-bold has-[:checked]:text-ink has-[:checked]:shadow-[inset_0_-2px_0_var(--ink)] has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent"
              >
                <input
                  type="radio"
                  name={`tab-${id}`}
                  value={key}
                  defaultChecked={key === family}
                  className="sr-only"
                />
                {title}
              </label>
            ))}
          </div>
          {tabs.map(({ key, text }) => (
            <div key={key} data-tab={key} className="pt-3">
              <Commands text={text} />
            </div>
          ))}
        </div>
        <div>
          <h4 className="mb-1 font-bold">How to check</h4>
          <Commands text={guidance.check} />
        </div>
        <div>
          <h4 className="mb-1 font-bold">Undo</h4>
          <Commands text={guidance.undo} />
        </div>
      </div>
    </div>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h4 className="font-bold">{title}</h4>
      <div className="mt-1 text-ink-2">
        <Markdown text={text} />
      </div>
    </div>
  );
}

/** Markdown with a button to copy for each block of commands. */
function Commands({ text }: { text: string }) {
  return (
    <div className="grid gap-2">
      {blocksOf(text).map(({ code, body }) =>
        code === null ? (
          <Markdown key={body} text={body} />
        ) : (
          <div key={body} className="min-w-0 rounded-md border border-line bg-sunken">
            <div className="no-print flex items-center justify-between border-line border-b px-3 py-1 text-11 text-ink-3">
              {code === "yaml" ? "Ansible tasks" : "Shell"}
              <CopyButton text={body} />
            </div>
            <Code className="overflow-x-auto p-3 leading-5">{body}</Code>
          </div>
        ),
      )}
    </div>
  );
}
