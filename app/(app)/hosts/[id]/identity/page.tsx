import { X } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Field, Select } from "@/components/ui/form";
import { Page, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { CRITICALITIES } from "@/lib/commands/edit-host";
import { plural } from "@/lib/format";
import { firstValues } from "@/lib/href";
import { mergeCandidates, readIdentity, readMergePreview } from "@/lib/queries/identity";
import { reading } from "@/lib/queries/reading";
import { criticalityAction, joinGroupAction, leaveGroupAction, nameAction } from "./actions";
import { Merge } from "./merge";
import { Signatures } from "./signatures";

export async function generateMetadata({ params }: PageProps<"/hosts/[id]/identity">): Promise<Metadata> {
  const identity = await readIdentity(await requireViewer(), (await params).id);
  return { title: identity ? `Identity of ${identity.name}` : "No such fortress" };
}

export default async function IdentityPage({ params, searchParams }: PageProps<"/hosts/[id]/identity">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const { q = "", with: otherId = "" } = firstValues(await searchParams);
  const text = q.slice(0, 200);
  const [identity, at] = await Promise.all([readIdentity(viewer, id), reading()]);
  if (!identity) notFound();
  const other = otherId === "" ? null : await readMergePreview(viewer, otherId);
  const candidates = other ? [] : await mergeCandidates(viewer, id, text);
  const { name, namedByHand, criticality, groups, otherGroups, signatures } = identity;
  const reports = signatures.reduce((sum, one) => sum + one.reports, 0);
  return (
    <Page
      title="Identity"
      trail={[
        { title: "Fortresses", href: "/hosts" },
        { title: name, href: `/hosts/${id}` },
      ]}
      facts={
        <>
          {name} · {plural(signatures.length, "identity", "identities")} in {plural(reports, "report")}
        </>
      }
    >
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-3">
        <Section title="Name" className="">
          <ActionForm action={nameAction} className="grid gap-3">
            <input type="hidden" name="host" value={id} />
            <Field
              id="name"
              label="Called"
              maxLength={253}
              autoComplete="off"
              defaultValue={name}
              hint={
                namedByHand
                  ? "Named by hand. Empty it, and the reports name it again."
                  : "As its latest report says. A name given here stays."
              }
            />
            <div>
              <Submit>Change the name</Submit>
            </div>
          </ActionForm>
        </Section>
        <Section title="Criticality" className="">
          <ActionForm action={criticalityAction} className="grid gap-3">
            <input type="hidden" name="host" value={id} />
            <Select
              key={criticality}
              id="criticality"
              label="It matters"
              defaultValue={criticality}
              hint="How much the business depends on it. It changes no score."
            >
              {CRITICALITIES.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
            <div>
              <Submit>Change the criticality</Submit>
            </div>
          </ActionForm>
        </Section>
        <Section title="Groups" className="">
          {groups.length > 0 && (
            <ActionForm action={leaveGroupAction} className="mb-3 flex flex-wrap gap-2">
              <input type="hidden" name="host" value={id} />
              {groups.map((group) => (
                <Submit
                  key={group.id}
                  small
                  name="group"
                  value={group.id}
                  aria-label={`Remove from ${group.name}`}
                  title={`Remove from ${group.name}`}
                >
                  <span className="[overflow-wrap:anywhere]">{group.name}</span>
                  <X size={12} aria-hidden="true" />
                </Submit>
              ))}
            </ActionForm>
          )}
          <ActionForm action={joinGroupAction} className="grid gap-3">
            <input type="hidden" name="host" value={id} />
            <Field
              id="group"
              label="Add to a group"
              list="groups"
              maxLength={60}
              autoComplete="off"
              required
              hint="A new name makes a new group; one without fortresses vanishes."
            />
            <datalist id="groups">
              {otherGroups.map((group) => (
                <option key={group} value={group} />
              ))}
            </datalist>
            <div>
              <Submit>Add</Submit>
            </div>
          </ActionForm>
        </Section>
      </div>
      <Signatures identity={identity} {...at} />
      <Merge identity={identity} text={text} candidates={candidates} other={other} {...at} />
    </Page>
  );
}
