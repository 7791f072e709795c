-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "agent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "user_id" UUID,
    "scopes" TEXT[],
    "host_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT,
    "user_id" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor","key")
);

-- CreateTable
CREATE TABLE "host" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "named_by_hand" BOOLEAN NOT NULL DEFAULT false,
    "criticality" TEXT NOT NULL DEFAULT 'normal',
    "os_family" TEXT,
    "os_name" TEXT,
    "os_version" TEXT,
    "kernel" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_evidence_at" TIMESTAMPTZ(3),
    "scored_at" TIMESTAMPTZ(3),
    "model_version" TEXT,
    "proven" DOUBLE PRECISION,
    "possible" DOUBLE PRECISION,
    "confidence" DOUBLE PRECISION,
    "managed" DOUBLE PRECISION,
    "grade" TEXT,
    "hardening" DOUBLE PRECISION,
    "patching" DOUBLE PRECISION,
    "integrity" DOUBLE PRECISION,
    "auditing" DOUBLE PRECISION,
    "towers" JSONB,
    "exposure_gains" JSONB NOT NULL DEFAULT '[]',
    "open_findings" INTEGER NOT NULL DEFAULT 0,
    "open_critical" INTEGER NOT NULL DEFAULT 0,
    "open_high" INTEGER NOT NULL DEFAULT 0,
    "open_medium" INTEGER NOT NULL DEFAULT 0,
    "open_low" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "host_signature" (
    "signature" TEXT NOT NULL,
    "host_id" UUID NOT NULL,
    "name" TEXT,
    "hostid2" TEXT,
    "hostid" TEXT,
    "machine_id" TEXT,
    "by_hand" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "host_signature_pkey" PRIMARY KEY ("signature")
);

-- CreateTable
CREATE TABLE "group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "host_group" (
    "host_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "host_group_pkey" PRIMARY KEY ("host_id","group_id")
);

-- CreateTable
CREATE TABLE "original" (
    "hash" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "original_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL,
    "filename" TEXT,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "user_id" UUID,
    "refusal" JSONB,
    "host_id" UUID,
    "report_id" UUID,
    "changes" JSONB,
    "score_before" JSONB,
    "score_after" JSONB,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "tool_name" TEXT NOT NULL,
    "tool_version" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "scope" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "native_name" TEXT,
    "native_value" DOUBLE PRECISION,
    "native_max" DOUBLE PRECISION,
    "notes" JSONB NOT NULL DEFAULT '[]',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "signature" TEXT NOT NULL,
    "delivered_hash" TEXT NOT NULL,
    "original_hash" TEXT NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "host_source" (
    "host_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "report_id" UUID NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "full_at" TIMESTAMPTZ(3),
    "tool_name" TEXT NOT NULL,
    "tool_version" TEXT,
    "full_version" TEXT,
    "full_report_id" UUID,
    "previous_full_at" TIMESTAMPTZ(3),
    "reports" INTEGER NOT NULL,
    "native_name" TEXT,
    "native_value" DOUBLE PRECISION,
    "native_max" DOUBLE PRECISION,
    "facts" JSONB NOT NULL,

    CONSTRAINT "host_source_pkey" PRIMARY KEY ("host_id","source")
);

-- CreateTable
CREATE TABLE "observation" (
    "host_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "ratio" DOUBLE PRECISION,
    "message" TEXT,
    "details" JSONB NOT NULL DEFAULT '[]',
    "observed_at" TIMESTAMPTZ(3),
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "report_id" UUID,
    "privileged" BOOLEAN NOT NULL DEFAULT true,
    "vanished" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("host_id","source","check")
);

-- CreateTable
CREATE TABLE "exposure" (
    "host_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "tower" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '[]',
    "exploited" BOOLEAN NOT NULL DEFAULT false,
    "system_binary" BOOLEAN NOT NULL DEFAULT false,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3),
    "report_id" UUID,

    CONSTRAINT "exposure_pkey" PRIMARY KEY ("host_id","source","kind","key")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tower" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "gain" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "opened_by" UUID NOT NULL,
    "closed_by" UUID,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "report_id" UUID,
    "user_id" UUID,
    "actor" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score" (
    "report_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "model_version" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "proven" DOUBLE PRECISION,
    "possible" DOUBLE PRECISION,
    "confidence" DOUBLE PRECISION,
    "managed" DOUBLE PRECISION,
    "grade" TEXT,
    "towers" JSONB NOT NULL,

    CONSTRAINT "score_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "fleet_day" (
    "day" DATE NOT NULL,
    "hosts" INTEGER NOT NULL,
    "scored" INTEGER NOT NULL,
    "proven" DOUBLE PRECISION,
    "possible" DOUBLE PRECISION,
    "managed" DOUBLE PRECISION,
    "findings" INTEGER NOT NULL,

    CONSTRAINT "fleet_day_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_hash_key" ON "one_time_link"("hash");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "host_proven_id_idx" ON "host"("proven", "id");

-- CreateIndex
CREATE INDEX "host_name_id_idx" ON "host"("name", "id");

-- CreateIndex
CREATE INDEX "host_scored_at_idx" ON "host"("scored_at");

-- CreateIndex
CREATE INDEX "host_last_evidence_at_id_idx" ON "host"("last_evidence_at", "id");

-- CreateIndex
CREATE INDEX "host_signature_host_id_idx" ON "host_signature"("host_id");

-- CreateIndex
CREATE INDEX "host_signature_hostid2_idx" ON "host_signature"("hostid2");

-- CreateIndex
CREATE INDEX "host_signature_hostid_idx" ON "host_signature"("hostid");

-- CreateIndex
CREATE INDEX "host_signature_machine_id_idx" ON "host_signature"("machine_id");

-- CreateIndex
CREATE INDEX "host_signature_name_idx" ON "host_signature"("name");

-- CreateIndex
CREATE UNIQUE INDEX "group_name_key" ON "group"("name");

-- CreateIndex
CREATE INDEX "host_group_group_id_idx" ON "host_group"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_report_id_key" ON "import"("report_id");

-- CreateIndex
CREATE INDEX "import_at_id_idx" ON "import"("at", "id");

-- CreateIndex
CREATE INDEX "import_host_id_at_idx" ON "import"("host_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "report_delivered_hash_key" ON "report"("delivered_hash");

-- CreateIndex
CREATE INDEX "report_host_id_observed_at_id_idx" ON "report"("host_id", "observed_at", "id");

-- CreateIndex
CREATE INDEX "report_original_hash_idx" ON "report"("original_hash");

-- CreateIndex
CREATE INDEX "observation_check_outcome_idx" ON "observation"("check", "outcome");

-- CreateIndex
CREATE INDEX "exposure_kind_key_idx" ON "exposure"("kind", "key");

-- CreateIndex
CREATE INDEX "finding_key_state_idx" ON "finding"("key", "state");

-- CreateIndex
CREATE INDEX "finding_state_severity_idx" ON "finding"("state", "severity");

-- CreateIndex
CREATE UNIQUE INDEX "finding_host_id_key_key" ON "finding"("host_id", "key");

-- CreateIndex
CREATE INDEX "event_host_id_at_idx" ON "event"("host_id", "at");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE INDEX "event_report_id_idx" ON "event"("report_id");

-- CreateIndex
CREATE INDEX "score_host_id_at_idx" ON "score"("host_id", "at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "host_signature" ADD CONSTRAINT "host_signature_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "host_group" ADD CONSTRAINT "host_group_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "host_group" ADD CONSTRAINT "host_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_original_hash_fkey" FOREIGN KEY ("original_hash") REFERENCES "original"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "host_source" ADD CONSTRAINT "host_source_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score" ADD CONSTRAINT "score_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "host"("id") ON DELETE CASCADE ON UPDATE CASCADE;
