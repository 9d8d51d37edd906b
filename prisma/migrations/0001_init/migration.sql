CREATE TYPE "account_kind" AS ENUM ('guest', 'registered');
CREATE TYPE "ledger_kind" AS ENUM ('grant', 'charge', 'refund');
CREATE TYPE "task_status" AS ENUM ('queued', 'processing', 'waiting', 'completed', 'failed', 'cancelled', 'expired');
CREATE TYPE "turn_outcome" AS ENUM ('pending', 'part', 'question', 'answer', 'failed');
CREATE TYPE "file_status" AS ENUM ('pending', 'confirmed');

CREATE TABLE "accounts" (
  "id" TEXT NOT NULL,
  "kind" "account_kind" NOT NULL,
  "email" TEXT,
  "password_hash" TEXT,
  "name" TEXT,
  "credits" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "accounts_pkey" PRIMARY KEY ("id"),
  -- The last line against a double spend: no statement, right or wrong, makes a balance negative.
  CONSTRAINT "accounts_credits_check" CHECK ("credits" >= 0),
  CONSTRAINT "accounts_email_check" CHECK ("email" = lower("email")),
  CONSTRAINT "accounts_kind_check" CHECK (("kind" = 'registered') = ("email" IS NOT NULL))
);
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts" ("email");

CREATE TABLE "tiers" (
  "name" TEXT NOT NULL,
  "requests_per_minute" INTEGER NOT NULL,
  "requests_per_day" INTEGER NOT NULL,
  "generations_per_month" INTEGER NOT NULL,
  CONSTRAINT "tiers_pkey" PRIMARY KEY ("name"),
  CONSTRAINT "tiers_limits_check" CHECK ("requests_per_minute" > 0 AND "requests_per_day" > 0 AND "generations_per_month" > 0)
);
INSERT INTO "tiers" VALUES ('free', 60, 1000, 100), ('unlimited', 1000000, 1000000000, 1000000000);

CREATE TABLE "api_keys" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "pepper_version" INTEGER NOT NULL,
  "last4" TEXT NOT NULL,
  "permissions" TEXT[],
  "tier" TEXT NOT NULL DEFAULT 'free',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE,
  CONSTRAINT "api_keys_tier_fkey" FOREIGN KEY ("tier") REFERENCES "tiers" ("name")
);
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys" ("hash");
CREATE INDEX "api_keys_account_id_created_at_idx" ON "api_keys" ("account_id", "created_at");

CREATE TABLE "key_usage" (
  "key_id" TEXT NOT NULL,
  "minute" TIMESTAMPTZ(3) NOT NULL,
  "minute_requests" INTEGER NOT NULL,
  "day" TIMESTAMPTZ(3) NOT NULL,
  "day_requests" INTEGER NOT NULL,
  "month" TIMESTAMPTZ(3) NOT NULL,
  "month_requests" INTEGER NOT NULL,
  "month_generations" INTEGER NOT NULL DEFAULT 0,
  "last_used_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "key_usage_pkey" PRIMARY KEY ("key_id"),
  CONSTRAINT "key_usage_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_keys" ("id") ON DELETE CASCADE
);

CREATE TABLE "address_windows" (
  "bucket" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "window_start" TIMESTAMPTZ(3) NOT NULL,
  "window_end" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL,
  CONSTRAINT "address_windows_pkey" PRIMARY KEY ("bucket", "subject")
);
CREATE INDEX "address_windows_window_end_idx" ON "address_windows" ("window_end");

CREATE TABLE "conversations" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "renamed" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "conversations_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "conversations_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);
CREATE INDEX "conversations_account_id_created_at_id_idx" ON "conversations" ("account_id", "created_at", "id");

CREATE TABLE "tasks" (
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "key_id" TEXT,
  "conversation_id" TEXT,
  "status" "task_status" NOT NULL DEFAULT 'queued',
  "progress" INTEGER NOT NULL DEFAULT 0,
  "stage" TEXT,
  "input" JSONB NOT NULL,
  "result" JSONB,
  "error" JSONB,
  "cost" INTEGER NOT NULL DEFAULT 0,
  "last_event" INTEGER NOT NULL DEFAULT 0,
  "idempotency_key" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "alive_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finished_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  CONSTRAINT "tasks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tasks_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE,
  CONSTRAINT "tasks_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations" ("id") ON DELETE SET NULL,
  CONSTRAINT "tasks_progress_check" CHECK ("progress" BETWEEN 0 AND 100),
  CONSTRAINT "tasks_cost_check" CHECK ("cost" >= 0)
);
CREATE UNIQUE INDEX "tasks_account_id_idempotency_key_key" ON "tasks" ("account_id", "idempotency_key");
CREATE INDEX "tasks_account_id_created_at_idx" ON "tasks" ("account_id", "created_at");
CREATE INDEX "tasks_conversation_id_idx" ON "tasks" ("conversation_id");
CREATE INDEX "tasks_status_alive_at_idx" ON "tasks" ("status", "alive_at");

CREATE TABLE "task_events" (
  "task_id" UUID NOT NULL,
  "sequence" INTEGER NOT NULL,
  "status" "task_status" NOT NULL,
  "progress" INTEGER NOT NULL,
  "stage" TEXT,
  "message" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "task_events_pkey" PRIMARY KEY ("task_id", "sequence"),
  CONSTRAINT "task_events_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON DELETE CASCADE
);

CREATE TABLE "outbox_events" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "outbox_events_available_at_created_at_idx" ON "outbox_events" ("available_at", "created_at");

CREATE TABLE "ledger_entries" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "kind" "ledger_kind" NOT NULL,
  "amount" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "unique_key" TEXT,
  "task_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ledger_entries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE,
  -- Entries outlive nothing: a task that moved credits is not deleted alone.
  CONSTRAINT "ledger_entries_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id"),
  CONSTRAINT "ledger_entries_sign_check" CHECK (CASE WHEN "kind" = 'charge' THEN "amount" < 0 ELSE "amount" > 0 END),
  CONSTRAINT "ledger_entries_task_check" CHECK ("kind" = 'grant' OR "task_id" IS NOT NULL)
);
CREATE UNIQUE INDEX "ledger_entries_unique_key_key" ON "ledger_entries" ("unique_key");
-- At most one charge and one refund a task.
CREATE UNIQUE INDEX "ledger_entries_task_id_kind_key" ON "ledger_entries" ("task_id", "kind");
CREATE INDEX "ledger_entries_account_id_created_at_idx" ON "ledger_entries" ("account_id", "created_at");

CREATE TABLE "turns" (
  "id" TEXT NOT NULL,
  "conversation_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "task_id" UUID,
  "prompt" TEXT NOT NULL,
  "selected_faces" TEXT[],
  "outcome" "turn_outcome" NOT NULL DEFAULT 'pending',
  "summary" TEXT,
  "questions" JSONB,
  "assumptions" JSONB,
  "warnings" JSONB,
  "pending_plan" JSON,
  "error" TEXT,
  "revision_number" INTEGER,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "turns_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "turns_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations" ("id") ON DELETE CASCADE,
  CONSTRAINT "turns_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "turns_task_id_key" ON "turns" ("task_id");
CREATE UNIQUE INDEX "turns_conversation_id_number_key" ON "turns" ("conversation_id", "number");

CREATE TABLE "parts" (
  "id" TEXT NOT NULL,
  "conversation_id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "head_number" INTEGER NOT NULL,
  "last_label" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "parts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "parts_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations" ("id") ON DELETE CASCADE,
  CONSTRAINT "parts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "parts_conversation_id_key" ON "parts" ("conversation_id");
CREATE INDEX "parts_account_id_created_at_id_idx" ON "parts" ("account_id", "created_at", "id");

CREATE TABLE "revisions" (
  "id" TEXT NOT NULL,
  "part_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "parent_number" INTEGER,
  "task_id" UUID,
  "prompt" TEXT NOT NULL,
  "plan" JSON,
  "plan_hash" TEXT,
  "summary" TEXT NOT NULL,
  "measurements" JSONB NOT NULL,
  "faces" JSONB NOT NULL,
  "parameters" JSONB NOT NULL,
  "result" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "revisions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "revisions_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "parts" ("id") ON DELETE CASCADE,
  CONSTRAINT "revisions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "revisions_task_id_key" ON "revisions" ("task_id");
CREATE UNIQUE INDEX "revisions_part_id_number_key" ON "revisions" ("part_id", "number");

CREATE TABLE "files" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "status" "file_status" NOT NULL DEFAULT 'confirmed',
  "filename" TEXT NOT NULL,
  "content_type" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "sha256" TEXT,
  "task_id" UUID,
  "revision_id" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),
  CONSTRAINT "files_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "files_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE,
  CONSTRAINT "files_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON DELETE SET NULL,
  CONSTRAINT "files_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revisions" ("id") ON DELETE SET NULL,
  CONSTRAINT "files_bytes_check" CHECK ("bytes" >= 0)
);
CREATE UNIQUE INDEX "files_key_key" ON "files" ("key");
CREATE INDEX "files_account_id_created_at_idx" ON "files" ("account_id", "created_at");
CREATE INDEX "files_task_id_idx" ON "files" ("task_id");
CREATE INDEX "files_revision_id_idx" ON "files" ("revision_id");
CREATE INDEX "files_expires_at_idx" ON "files" ("expires_at");

CREATE TABLE "idempotency_records" (
  "account_id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "body_hash" TEXT NOT NULL,
  "status" INTEGER,
  "body" JSONB,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("account_id", "key"),
  CONSTRAINT "idempotency_records_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);
CREATE INDEX "idempotency_records_expires_at_idx" ON "idempotency_records" ("expires_at");
