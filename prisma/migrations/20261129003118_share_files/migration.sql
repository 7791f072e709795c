-- AlterTable
ALTER TABLE "schedule" ADD COLUMN     "paused_why" TEXT;

-- AlterTable
ALTER TABLE "share" ADD COLUMN     "pdf_paper" TEXT;
