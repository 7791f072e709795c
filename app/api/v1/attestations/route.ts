import { createAttestation, listAttestations } from "@/lib/api/endpoints/attestations";

export const GET = listAttestations.handle;
export const POST = createAttestation.handle;
