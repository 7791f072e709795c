/** Every endpoint. A new one is declared in the file of its noun, stands here and gets a route; a test compares the three. */
import { type Endpoint, publicEndpoint } from "@/lib/api/handler";
import { openApiDocument } from "@/lib/api/openapi";
import { NOTHING } from "@/lib/api/schemas/common";
import {
  addAttestationFile,
  addDecisionFile,
  addFindingFile,
  deleteAttachment,
  downloadAttachment,
} from "./attachments";
import { changeAttestation, createAttestation, listAttestations, readAttestation } from "./attestations";
import { changeBaseline, deleteBaseline, readBaseline } from "./baseline";
import { addComment, changeComment, deleteComment } from "./comments";
import { changeDecision, createDecision, listDecisions, readDecision } from "./decisions";
import { exportDecisions, exportFindings, exportHosts } from "./exports";
import { changeFinding, changeFindings, listFindings, readFinding, undoBulkChange } from "./findings";
import { readHealth } from "./health";
import { createHook, deleteHook, listHooks } from "./hooks";
import { listHosts, readHistory, readHost, readTower } from "./hosts";
import { listNotices, markNotices } from "./notices";
import { changePlan, createPlan, downloadPlaybook, listPlans, readPlan } from "./plans";
import { changePolicy, readPolicy } from "./policy";
import { deleteImport, downloadReport, listReports, readReport, uploadReports } from "./reports";
import {
  changeSchedule,
  createSchedule,
  deleteSchedule,
  listSchedules,
  readSchedule,
  testSchedule,
} from "./schedules";
import { createShare, deleteShare, listShares } from "./shares";
import {
  exportEvidence,
  exportSummaryCsv,
  exportSummaryJson,
  exportSummaryPdf,
  exportSummaryXlsx,
  readEvidenceKey,
} from "./summary-files";
import { createView, deleteView, listViews } from "./views";

export const readOpenApi = publicEndpoint({
  method: "GET",
  path: "/api/v1/openapi.json",
  name: "readOpenApi",
  tag: "Service",
  summary: "This API in OpenAPI 3.1",
  response: NOTHING.loose(),
  run: async () => openApiDocument(ENDPOINTS),
});

export const ENDPOINTS: readonly Endpoint[] = [
  ...[uploadReports, listReports, readReport, downloadReport, deleteImport],
  ...[listHosts, readHost, readTower, readHistory],
  ...[listFindings, changeFindings, readFinding, changeFinding, undoBulkChange],
  ...[addComment, changeComment, deleteComment],
  ...[addFindingFile, addDecisionFile, addAttestationFile, downloadAttachment, deleteAttachment],
  ...[listPlans, createPlan, readPlan, changePlan, downloadPlaybook],
  ...[readPolicy, changePolicy],
  ...[listViews, createView, deleteView],
  ...[listDecisions, createDecision, readDecision, changeDecision],
  ...[listAttestations, createAttestation, readAttestation, changeAttestation],
  ...[readBaseline, changeBaseline, deleteBaseline],
  ...[listNotices, markNotices],
  ...[listHooks, createHook, deleteHook],
  ...[exportFindings, exportHosts, exportDecisions],
  ...[
    exportSummaryPdf,
    exportSummaryXlsx,
    exportSummaryCsv,
    exportSummaryJson,
    exportEvidence,
    readEvidenceKey,
  ],
  ...[listShares, createShare, deleteShare],
  ...[listSchedules, createSchedule, readSchedule, changeSchedule, testSchedule, deleteSchedule],
  ...[readHealth, readOpenApi],
];
