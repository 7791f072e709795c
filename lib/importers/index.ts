/** All formats that Rampart reads. A new one is a folder and one line in `IMPORTERS`. */

import { aide } from "./aide";
import { aptForktracer } from "./apt-forktracer";
import { aptHolds } from "./apt-holds";
import { aptList } from "./apt-list";
import { aptPolicy } from "./apt-policy";
import { aptShowVersions } from "./apt-show-versions";
import { aptSimulate } from "./apt-simulate";
import { aptSources } from "./apt-sources";
import { aptitudeObsolete } from "./aptitude-obsolete";
import { auditLog } from "./audit-log";
import { auditctl } from "./auditctl";
import { aureport } from "./aureport";
import { ausearch } from "./ausearch";
import { checkrestart } from "./checkrestart";
import { checksec } from "./checksec";
import { chkrootkit } from "./chkrootkit";
import { cisCat } from "./cis-cat";
import { clamscan } from "./clamscan";
import { cyclonedx } from "./cyclonedx";
import { debsecan } from "./debsecan";
import { debsums } from "./debsums";
import { dnfCheckUpdate } from "./dnf-check-update";
import { dnfExtras } from "./dnf-extras";
import { dnfRepolist } from "./dnf-repolist";
import { dnfUpdateinfo } from "./dnf-updateinfo";
import { dpkgLog } from "./dpkg-log";
import { dpkgVerify } from "./dpkg-verify";
import { grype } from "./grype";
import { inspec } from "./inspec";
import { kernelHardeningChecker } from "./kernel-hardening-checker";
import { LIMITS } from "./limits";
import { lynis } from "./lynis";
import { needrestart } from "./needrestart";
import { nessus } from "./nessus";
import { openvas } from "./openvas";
import { osvScanner } from "./osv-scanner";
import { packageFiles } from "./package-files";
import { packages } from "./packages";
import { rampartCsv } from "./rampart-csv";
import { rampartJson } from "./rampart-json";
import { readHead, readText } from "./read/text";
import { rkhunter } from "./rkhunter";
import { rpmVerify } from "./rpm-verify";
import { sarif } from "./sarif";
import { syscheck } from "./syscheck";
import { systemdSecurity } from "./systemd-security";
import { systemdUnits } from "./systemd-units";
import { tiger } from "./tiger";
import { trivy } from "./trivy";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "./types";
import { unhide } from "./unhide";
import { vuls } from "./vuls";
import { wazuhSca } from "./wazuh-sca";
import { xccdf } from "./xccdf";
import { zypperLu } from "./zypper-lu";

export const IMPORTERS: readonly Importer[] = [
  aide,
  aptForktracer,
  aptHolds,
  aptList,
  aptPolicy,
  aptShowVersions,
  aptSimulate,
  aptSources,
  aptitudeObsolete,
  auditLog,
  auditctl,
  aureport,
  ausearch,
  checkrestart,
  checksec,
  chkrootkit,
  cisCat,
  clamscan,
  cyclonedx,
  debsecan,
  debsums,
  dnfCheckUpdate,
  dnfExtras,
  dnfRepolist,
  dnfUpdateinfo,
  dpkgLog,
  dpkgVerify,
  grype,
  inspec,
  kernelHardeningChecker,
  lynis,
  needrestart,
  nessus,
  openvas,
  osvScanner,
  packageFiles,
  packages,
  rampartCsv,
  rampartJson,
  rkhunter,
  rpmVerify,
  sarif,
  syscheck,
  systemdSecurity,
  systemdUnits,
  tiger,
  trivy,
  unhide,
  vuls,
  wazuhSca,
  xccdf,
  zypperLu,
];

/** No importer's mark is longer, a byte order mark before it included. */
const MARK_BYTES = 64;

export type Recognition = { ok: true; importer: Importer } | { ok: false; refusal: Refusal };

/**
 * Asks every importer whether a file is its own, by content only.
 * Errors (returned): `too-large`; `ambiguous` where several claim it; the refusal of the importer that knows it as no
 * evidence; else `empty`, `utf-16`, `binary` or `not-recognised`.
 */
export function recognise(file: FileInput, importers = IMPORTERS): Recognition {
  if (file.bytes.length > LIMITS.streamBytes) return unreadable(file);
  const start = readHead(file.bytes, MARK_BYTES);
  const marked = importers.find(({ mark }) => mark !== undefined && start.startsWith(mark));
  if (marked) return { ok: true, importer: marked };
  const head = readHead(file.bytes);
  const hint = hintOf(file);
  const claims: Importer[] = [];
  const refusals: Refusal[] = [];
  for (const importer of importers) {
    const answer = importer.sniff(head, hint);
    if (answer === "yes") claims.push(importer);
    else if (answer !== "no") refusals.push(answer);
  }
  const [importer] = claims;
  if (importer && claims.length === 1) return { ok: true, importer };
  if (importer) {
    const titles = claims.map(({ title }) => title).join(", ");
    return refuse("ambiguous", `This file could be several things: ${titles}. Bring one report per file.`);
  }
  const [refusal] = refusals;
  return refusal ? { ok: false, refusal } : unreadable(file);
}

const hintOf = ({ path, name, context }: FileInput): Hint => ({
  name: (path ?? name ?? "").toLowerCase(),
  command: context?.command ?? "",
});

/** Reads a file again that was recognised before. Errors (returned): those of the importer, `not-recognised`. */
export function readAs(format: string, file: FileInput): ImportResult {
  const importer = IMPORTERS.find((one) => one.format === format);
  return importer ? importer.read(file) : refuse("not-recognised", `Rampart reads no ${format} any more.`);
}

/** Recognises a file and reads it. Errors (returned): those of `recognise` and of the importer. */
export function readReport(file: FileInput, importers = IMPORTERS): ImportResult {
  const recognition = recognise(file, importers);
  return recognition.ok ? recognition.importer.read(file) : recognition;
}

/** Why nobody knows a file: it may be none that could be read at all. */
function unreadable({ bytes }: FileInput): Recognition {
  if (bytes.length > LIMITS.streamBytes) {
    const most = `${LIMITS.streamBytes / 1024 / 1024} MB`;
    return refuse("too-large", `This file is larger than ${most}; bring one report per file.`);
  }
  const text = readText(bytes);
  if (!text.ok) return text;
  const known = IMPORTERS.map(({ title }) => title).join(", ");
  return refuse("not-recognised", `This is no report that Rampart reads. It reads: ${known}.`);
}

const refuse = (code: string, text: string): Extract<Recognition, { ok: false }> => ({
  ok: false,
  refusal: { code, text },
});
