import { changeAttestation, readAttestation } from "@/lib/api/endpoints/attestations";

export const GET = readAttestation.handle;
export const PATCH = changeAttestation.handle;
