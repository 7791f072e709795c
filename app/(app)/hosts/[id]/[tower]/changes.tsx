import { ExposureTable } from "@/components/check/exposure-table";
import { SettledChanges } from "@/components/check/settled-changes";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ChooseAll } from "@/components/ui/choose-all";
import { Field } from "@/components/ui/form";
import { Section } from "@/components/ui/page";
import { plural, score } from "@/lib/format";
import type { TowerDetail } from "@/lib/queries/towers";
import { approveAction, withdrawAction } from "./actions";

interface ChangesProps {
  hostId: string;
  detail: TowerDetail;
  /** Whether the reader may approve changed files. */
  mayApprove: boolean;
  zone: string;
  now: number;
}

/** The exposures of a tower: those that count, with the way to approve changed files, and those that are settled. */
export function Changes({ hostId, detail, mayApprove, ...at }: ChangesProps) {
  const { exposures, settled, score: tower } = detail;
  const approvable = mayApprove && exposures.some(({ seal }) => seal !== null);
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
              <ExposureTable exposures={exposures} choose {...at} />
              <div className="no-print mt-4 grid max-w-[68ch] gap-3 border-line border-t pt-4">
                <p className="text-13 text-ink-2">
                  A changed file that is as it should be becomes the new baseline: it counts nothing until it
                  changes again.
                </p>
                <Field
                  id="reason"
                  label="Why the chosen changes are as they should be"
                  required
                  minLength={3}
                  maxLength={500}
                  autoComplete="off"
                />
                <div className="flex flex-wrap gap-2">
                  <Submit>Approve the chosen changes</Submit>
                  <ChooseAll name="change" />
                </div>
              </div>
            </ActionForm>
          ) : (
            <ExposureTable exposures={exposures} {...at} />
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
            })}
          />
        </Section>
      )}
    </>
  );
}
