-- AlterTable
ALTER TABLE "schedule" ADD COLUMN     "zone" TEXT NOT NULL DEFAULT 'UTC';
