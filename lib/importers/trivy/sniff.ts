/** Whose file is it? Trivy's JSON of schema 2; its tables, its old schema and its cluster reports are known as no evidence. */

import { topOfDocument } from "@/lib/importers/scanner";
import type { Refusal } from "@/lib/importers/types";

const TABLE: Refusal = {
  code: "trivy-table",
  text: "This is a table of Trivy for the screen; run Trivy with --format json and bring that file.",
};
const OLD: Refusal = {
  code: "trivy-old-schema",
  text: "This was written by a Trivy before 0.20; run a current Trivy with --format json and bring that file.",
};
const CLUSTER: Refusal = {
  code: "trivy-not-a-host",
  text: "This Trivy report speaks of a cluster, not of a host; run trivy rootfs --format json / on the host.",
};

/** The count above a table of findings, and the legend below the summary of newer versions. */
const TOTAL = /^Total: \d+ \((?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL): \d+/m;
const LEGEND = /^- '0': Clean \(no security findings detected\)/m;

/** Sources: aquasecurity/trivy, `pkg/types/report.go`, `pkg/report/table`, `pkg/k8s/report`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOfDocument(head);
  if (!top) return TOTAL.test(head) || LEGEND.test(head) ? TABLE : "no";
  const { kind, keys } = top;
  if (kind === "array") return keys.has("Target") && keys.has("Vulnerabilities") ? OLD : "no";
  if (keys.has("ClusterName") && (keys.has("Resources") || keys.has("Findings"))) return CLUSTER;
  return keys.has("SchemaVersion") && (keys.has("ArtifactName") || keys.has("ArtifactType")) ? "yes" : "no";
}
