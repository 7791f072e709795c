/** Every endpoint. A new one is declared in the file of its noun, stands here and gets a route; a test compares the three. */
import { type Endpoint, publicEndpoint } from "@/lib/api/handler";
import { openApiDocument } from "@/lib/api/openapi";
import { NOTHING } from "@/lib/api/schemas/common";
import { listFindings, readFinding } from "./findings";
import { readHealth } from "./health";
import { listHosts, readHistory, readHost, readTower } from "./hosts";
import { deleteImport, downloadReport, listReports, readReport, uploadReports } from "./reports";

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
  ...[listFindings, readFinding],
  ...[readHealth, readOpenApi],
];
