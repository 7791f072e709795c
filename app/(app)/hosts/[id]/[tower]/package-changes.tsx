import { ExposureTable } from "@/components/check/exposure-table";
import { Submit } from "@/components/ui/action-form";
import { gain, plural, whole } from "@/lib/format";
import type { ChangedPackage } from "@/lib/queries/changed-files";
import type { ExposureRow } from "@/lib/queries/towers";

interface PackageChangesProps {
  /** Those with several changed files. */
  packages: readonly ChangedPackage[];
  exposures: readonly ExposureRow[];
  /** Within a form: each can be approved whole, and its files chosen. */
  choose: boolean;
  zone: string;
  now: number;
}

/** So many files are listed in all, and so many packages. */
const MOST_FILES = 300;
const MOST_PACKAGES = 100;

/** Changed files by the package that they belong to. */
export function PackageChanges({ packages, exposures, choose, ...at }: PackageChangesProps) {
  let left = MOST_FILES;
  return (
    <div className="mt-6">
      <h3 className="mb-1 font-bold text-14">By package</h3>
      {choose && (
        <p className="mb-2 text-12 text-ink-3">
          A package that is approved takes the reason above. Its files may have come with an update that no
          log told of: compare them with the package first.
        </p>
      )}
      {packages.slice(0, MOST_PACKAGES).map(({ name, files, seal }) => {
        const own = exposures.filter((one) => one.package === name);
        const shown = own.slice(0, left);
        left -= shown.length;
        const worth = own.reduce((sum, one) => sum + one.gain, 0);
        return (
          <div key={name} className="flex flex-wrap items-start gap-x-4 border-line border-b py-2 text-13">
            <details className="min-w-0 grow basis-64">
              <summary className="link [overflow-wrap:anywhere]">
                <strong className="font-bold">{name}</strong>: {plural(files, "changed file")}
                {worth > 0 && `, ${gain(worth)}`}
              </summary>
              {shown.length > 0 && <ExposureTable exposures={shown} choose={choose} {...at} />}
              {shown.length < own.length && (
                <p className="mt-2 text-12 text-ink-3">
                  {whole(own.length - shown.length)} of them are not listed here.
                </p>
              )}
            </details>
            {choose && (
              <Submit small name="package" value={`${seal} ${name}`} className="no-print">
                Approve all {whole(files)} of {name}
              </Submit>
            )}
          </div>
        );
      })}
      {packages.length > MOST_PACKAGES && (
        <p className="mt-2 text-13 text-ink-2">
          {plural(packages.length - MOST_PACKAGES, "more package")} with fewer changed files.
        </p>
      )}
    </div>
  );
}
