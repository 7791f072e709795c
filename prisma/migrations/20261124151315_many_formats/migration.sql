-- DropIndex
DROP INDEX "report_delivered_hash_key";

-- AlterTable
ALTER TABLE "observation" ADD COLUMN     "defined" JSONB;

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "context" JSONB,
ADD COLUMN     "part" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "report_delivered_hash_part_key" ON "report"("delivered_hash", "part");
