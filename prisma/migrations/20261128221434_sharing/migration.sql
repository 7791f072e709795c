-- CreateTable
CREATE TABLE "share" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "group_id" UUID,
    "host_id" UUID,
    "query" TEXT,
    "period_days" INTEGER NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "sections" TEXT[],
    "hide_names" BOOLEAN NOT NULL DEFAULT false,
    "pseudonym_key" BYTEA NOT NULL,
    "watermark" TEXT NOT NULL DEFAULT '',
    "frozen" JSONB,
    "frozen_at" TIMESTAMPTZ(3),
    "password_hash" TEXT,
    "badge" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_view" (
    "id" UUID NOT NULL,
    "share_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "agent" TEXT NOT NULL,

    CONSTRAINT "share_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "group_id" UUID,
    "host_id" UUID,
    "query" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "sections" TEXT[],
    "hide_names" BOOLEAN NOT NULL DEFAULT false,
    "cadence" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "hour" INTEGER NOT NULL,
    "recipients" TEXT[],
    "hook_ids" UUID[],
    "send" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "actor" TEXT NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_run" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT,

    CONSTRAINT "schedule_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_hash_key" ON "share"("hash");

-- CreateIndex
CREATE INDEX "share_created_at_id_idx" ON "share"("created_at", "id");

-- CreateIndex
CREATE INDEX "share_view_share_id_at_idx" ON "share_view"("share_id", "at");

-- CreateIndex
CREATE INDEX "schedule_paused_at_next_at_idx" ON "schedule"("paused_at", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_run_schedule_id_due_at_key" ON "schedule_run"("schedule_id", "due_at");

-- AddForeignKey
ALTER TABLE "share_view" ADD CONSTRAINT "share_view_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_run" ADD CONSTRAINT "schedule_run_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;
