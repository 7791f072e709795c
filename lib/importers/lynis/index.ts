/** Lynis reports (`/var/log/lynis-report.dat`), of any version since 2.x. */
import { LYNIS } from "@/lib/fortress/definitions";
import { readText } from "@/lib/importers/read/text";
import type { FileInput, Importer, ImportResult } from "@/lib/importers/types";
import { holdsLicenseKey, withoutLicenseKey } from "./license-key";
import { LICENSE_KEY_REMOVED } from "./notes";
import { readLynis } from "./read";
import { sniff } from "./sniff";

/** The importer of Lynis reports: see `Importer` for what it promises, `readLynis` for its refusals. */
export const lynis: Importer = {
  format: "lynis",
  title: "Lynis report",
  mark: "# Lynis Report\n",
  sniff,
  read,
};

function read({ bytes }: FileInput): ImportResult {
  const first = readText(bytes);
  if (!first.ok) return first;
  if (!holdsLicenseKey(first.text)) {
    const result = readLynis(first.text, LYNIS);
    return result.ok ? { ok: true, reports: [result.report], original: bytes } : result;
  }
  const original = withoutLicenseKey(bytes);
  const kept = readText(original);
  if (!kept.ok) return kept;
  const result = readLynis(kept.text, LYNIS);
  if (!result.ok) return result;
  result.report.notes.push(LICENSE_KEY_REMOVED);
  return { ok: true, reports: [result.report], original };
}
