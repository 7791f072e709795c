-- AlterTable
ALTER TABLE "exposure" ADD COLUMN     "change" JSONB,
ADD COLUMN     "changed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "forms" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_host_id_key_idx" ON "approval"("host_id", "key");

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known of files from before this migration.
UPDATE "exposure" SET "change" = jsonb_build_object(
  'from', null, 'to', (extract(epoch from "first_seen_at") * 1000)::bigint, 'explained', null) WHERE "kind" = 'file';
