-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "assignee_id" UUID,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_by_hand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "due_from" TIMESTAMPTZ(3),
ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "since_at" TIMESTAMPTZ(3),
ADD COLUMN     "touched" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "unheard" BOOLEAN NOT NULL DEFAULT false;

-- Findings that were there before: since when they are in their state, and when they are due by the usual levels.
UPDATE "finding" f SET "since_at" = coalesce(f."closed_at", (
  SELECT max(e."at") FROM "event" e WHERE e."host_id" = f."host_id" AND e."key" = f."key" AND e."kind" = 'reopened'
), f."opened_at");
ALTER TABLE "finding" ALTER COLUMN "since_at" SET NOT NULL;
UPDATE "finding" SET "due_from" = CASE WHEN "state" IN ('open', 'reopened') THEN "since_at" ELSE "opened_at" END;
ALTER TABLE "finding" ALTER COLUMN "due_from" SET NOT NULL;
UPDATE "finding" SET "due_at" = "since_at" + make_interval(days => CASE "severity" WHEN 'critical' THEN 7 WHEN 'high' THEN 30 WHEN 'medium' THEN 90 ELSE 180 END)
 WHERE "state" IN ('open', 'reopened') AND "severity" <> 'info';

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "finding_id" UUID,
    "decision_id" UUID,
    "attestation_id" UUID,
    "filename" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watch" (
    "user_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,

    CONSTRAINT "watch_pkey" PRIMARY KEY ("user_id","finding_id")
);

-- CreateTable
CREATE TABLE "bulk_change" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "change" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "before" JSONB NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "bulk_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_level" (
    "id" UUID NOT NULL,
    "group_id" UUID,
    "critical" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "medium" INTEGER NOT NULL,
    "low" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "service_level_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "goal" TEXT NOT NULL DEFAULT '',
    "owner_id" UUID,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_as" TEXT,
    "forecast" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_finding" (
    "plan_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_finding_pkey" PRIMARY KEY ("plan_id","finding_id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "treatment" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "group_id" UUID,
    "reason" TEXT NOT NULL,
    "owner_id" UUID,
    "state" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3),
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "review_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decided_by" TEXT,
    "answer" TEXT,
    "third_party" TEXT,
    "reference" TEXT,
    "control" TEXT,
    "compensated" BOOLEAN NOT NULL DEFAULT false,
    "proof" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_host" (
    "decision_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,

    CONSTRAINT "decision_host_pkey" PRIMARY KEY ("decision_id","host_id")
);

-- CreateTable
CREATE TABLE "attestation" (
    "id" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "group_id" UUID,
    "statement" TEXT NOT NULL,
    "by_whom" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attestation_host" (
    "attestation_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,

    CONSTRAINT "attestation_host_pkey" PRIMARY KEY ("attestation_id","host_id")
);

-- CreateTable
CREATE TABLE "expectation" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "pattern" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "expectation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "host_id" UUID,
    "text" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "once" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_preference" (
    "user_id" UUID NOT NULL,
    "kinds" JSONB NOT NULL DEFAULT '{}',
    "digest" TEXT NOT NULL DEFAULT 'off',
    "digest_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_preference_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "web_hook" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "kinds" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "web_hook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hook_delivery" (
    "id" UUID NOT NULL,
    "hook_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "once" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER,
    "error" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "hook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_finding_id_at_idx" ON "comment"("finding_id", "at");

-- CreateIndex
CREATE INDEX "attachment_finding_id_idx" ON "attachment"("finding_id");

-- CreateIndex
CREATE INDEX "attachment_decision_id_idx" ON "attachment"("decision_id");

-- CreateIndex
CREATE INDEX "attachment_attestation_id_idx" ON "attachment"("attestation_id");

-- CreateIndex
CREATE INDEX "watch_finding_id_idx" ON "watch"("finding_id");

-- CreateIndex
CREATE INDEX "bulk_change_user_id_at_idx" ON "bulk_change"("user_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_user_id_page_name_key" ON "saved_view"("user_id", "page", "name");

-- CreateIndex
CREATE UNIQUE INDEX "service_level_group_id_key" ON "service_level"("group_id");

-- CreateIndex
CREATE INDEX "plan_closed_at_due_at_idx" ON "plan"("closed_at", "due_at");

-- CreateIndex
CREATE INDEX "plan_finding_finding_id_idx" ON "plan_finding"("finding_id");

-- CreateIndex
CREATE INDEX "decision_state_until_at_idx" ON "decision"("state", "until_at");

-- CreateIndex
CREATE INDEX "decision_key_idx" ON "decision"("key");

-- CreateIndex
CREATE INDEX "decision_host_host_id_idx" ON "decision_host"("host_id");

-- CreateIndex
CREATE INDEX "attestation_measure_idx" ON "attestation"("measure");

-- CreateIndex
CREATE INDEX "attestation_valid_until_idx" ON "attestation"("valid_until");

-- CreateIndex
CREATE INDEX "attestation_host_host_id_idx" ON "attestation_host"("host_id");

-- CreateIndex
CREATE INDEX "expectation_host_id_idx" ON "expectation"("host_id");

-- CreateIndex
CREATE INDEX "notice_user_id_read_at_at_idx" ON "notice"("user_id", "read_at", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_user_id_once_key" ON "notice"("user_id", "once");

-- CreateIndex
CREATE INDEX "hook_delivery_hook_id_at_idx" ON "hook_delivery"("hook_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "hook_delivery_hook_id_once_key" ON "hook_delivery"("hook_id", "once");

-- CreateIndex
CREATE INDEX "event_host_id_key_idx" ON "event"("host_id", "key");

-- CreateIndex
CREATE INDEX "finding_gain_id_idx" ON "finding"("gain" DESC, "id");

-- CreateIndex
CREATE INDEX "finding_assignee_id_state_idx" ON "finding"("assignee_id", "state");

-- CreateIndex
CREATE INDEX "finding_state_due_at_idx" ON "finding"("state", "due_at");

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_attestation_id_fkey" FOREIGN KEY ("attestation_id") REFERENCES "attestation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watch" ADD CONSTRAINT "watch_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watch" ADD CONSTRAINT "watch_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_level" ADD CONSTRAINT "service_level_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_finding" ADD CONSTRAINT "plan_finding_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_finding" ADD CONSTRAINT "plan_finding_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_host" ADD CONSTRAINT "decision_host_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_host" ADD CONSTRAINT "decision_host_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation_host" ADD CONSTRAINT "attestation_host_attestation_id_fkey" FOREIGN KEY ("attestation_id") REFERENCES "attestation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation_host" ADD CONSTRAINT "attestation_host_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "expectation" ADD CONSTRAINT "expectation_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_preference" ADD CONSTRAINT "notice_preference_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "web_hook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
