import { ExposureTable } from "@/components/check/exposure-table";
import { SettledChanges } from "@/components/check/settled-changes";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ChooseAll } from "@/components/ui/choose-all";
import { ConfirmButton } from "@/components/ui/confirm";
import { KeptField } from "@/components/ui/kept-field";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { plural, score, whole } from "@/lib/format";
import { withQuery } from "@/lib/href";
import type { TowerDetail } from "@/lib/queries/towers";
import { approveAction, withdrawAction } from "./actions";
import { PackageChanges } from "./package-changes";

interface ChangesProps {
  hostId: string;
  hostName: string;
  detail: TowerDetail;
  /** Whether the reader may approve changed files. */
  mayApprove: boolean;
  zone: string;
  now: number;
}

/** So many are listed: with more, their page and the form around them would be too large to send. */
const MOST = 300;

/** The exposures of a tower: those that count, with the way to approve changed files, and those that are settled. */
export function Changes({ hostId, hostName, detail, mayApprove, ...at }: ChangesProps) {
  const { exposures, settled, score: tower, changed } = detail;
  const packages = detail.packages.filter(({ files }) => files > 1);
  const names = new Set(packages.map(({ name }) => name));
  const loose = exposures.filter((one) => one.package === null || !names.has(one.package));
  const approvable = mayApprove && changed !== null;
  const rest = loose.length - MOST;
  const tables = (
    <>
      {loose.length > 0 && <ExposureTable exposures={loose.slice(0, MOST)} choose={approvable} {...at} />}
      {rest > 0 && (
        <p className="mt-3 text-13 text-ink-2">
          {plural(rest, "more exposure")} {rest === 1 ? "stands" : "stand"} in the{" "}
          <Link href={withQuery("/findings", { host: hostId })} className="link">
            list of findings
          </Link>
          .
          {approvable &&
            " So many cannot be chosen one by one: approve them all at once, or expect them by a pattern."}
        </p>
      )}
    </>
  );
  const grouped = packages.length > 0 && (
    <PackageChanges packages={packages} exposures={exposures} choose={approvable} {...at} />
  );
  return (
    <>
      {exposures.length > 0 && (
        <Section
          title="Exposures"
          id="exposures"
          note={`${score(tower.penalty)} penalty points: the tower × ${tower.factor.toFixed(3)}`}
        >
          {approvable ? (
            <ActionForm action={approveAction} answers="above">
              <input type="hidden" name="host" value={hostId} />
              {tables}
              <div className="no-print mt-4 grid max-w-[68ch] gap-3 border-line border-t pt-4">
                <p className="text-13 text-ink-2">
                  A changed file that is as it should be becomes the new baseline: it counts nothing until it
                  changes again.
                </p>
                <KeptField
                  id="reason"
                  name="reason"
                  label="Why these changes are as they should be"
                  required
                  minLength={3}
                  maxLength={500}
                  autoComplete="off"
                />
                <div className="flex flex-wrap gap-2">
                  <Submit>Approve the chosen changes</Submit>
                  <ChooseAll name="change" />
                  {changed.files > 1 && (
                    <ConfirmButton
                      value={changed.seal}
                      label={`Approve all ${whole(changed.files)} changes`}
                      question={`Approve all ${whole(changed.files)} changed files of ${hostName}?`}
                      yes={`Approve all ${whole(changed.files)}`}
                    >
                      <p>
                        All of them, shown here or not, become the new baseline, as they are now. Approve only
                        what you know the cause of; what is approved can be withdrawn.
                      </p>
                    </ConfirmButton>
                  )}
                </div>
              </div>
              {grouped}
            </ActionForm>
          ) : (
            <>
              {tables}
              {grouped}
            </>
          )}
        </Section>
      )}
      {settled.length > 0 && (
        <Section
          title="Settled changes"
          id="settled"
          note={`${plural(settled.length, "file")} · they count nothing`}
        >
          <SettledChanges
            changes={settled}
            {...at}
            {...(mayApprove && {
              withdraw: ({ key, title }) => (
                <ActionForm action={withdrawAction}>
                  <input type="hidden" name="host" value={hostId} />
                  <input type="hidden" name="key" value={key} />
                  <Submit small aria-label={`Withdraw the approval: ${title}`}>
                    Withdraw
                  </Submit>
                </ActionForm>
              ),
              withdrawAct: ([first, ...others]) =>
                first && (
                  <ActionForm action={withdrawAction}>
                    <input type="hidden" name="host" value={hostId} />
                    <ConfirmButton
                      value={first.key}
                      label={`Withdraw all ${whole(others.length + 1)}`}
                      question={`Withdraw the approval of ${whole(others.length + 1)} changes?`}
                      yes={`Withdraw all ${whole(others.length + 1)}`}
                      no="Keep them"
                      small
                    >
                      <p>{first.because}. They count again where they are still not what they were.</p>
                    </ConfirmButton>
                  </ActionForm>
                ),
            })}
          />
        </Section>
      )}
    </>
  );
}
