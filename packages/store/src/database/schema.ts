import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type {
  Catalog,
  ConnectionTest,
  PipelineSpec,
  Receipt,
  RunError,
  RunLogLine,
  RunProgress,
  RunStatus,
  RunTrigger,
  TaskStatus,
} from '@ai-etl/core';
import type { CatalogTables } from '../catalog/tables.ts';
import type { ConnectionRole } from '../connections/connection.ts';
import type { EnvironmentTables } from '../environments/tables.ts';
import type { EventTables } from '../events/tables.ts';
import type { ApiKeyTables, SessionTables } from '../identity/tables.ts';
import type { MetricSystemTables, MetricTables } from '../metrics/tables.ts';
import type { AuditTables } from '../audit/tables.ts';
import type { OrganisationTables } from '../organisations/tables.ts';
import type { ModelTables } from '../models/tables.ts';
import type { QuestionTables } from '../questions/tables.ts';
import type { WebhookTables } from '../webhooks/tables.ts';
import type { PipelineDraft, PipelineStatus } from '../pipelines/pipeline.ts';

/**
 * Our tables as Kysely sees them. JSON columns are typed by what our own writers put there.
 * Times are RFC 3339 text in both directions (see session.ts).
 */

type Json<T extends object> = JSONColumnType<T>;
type NullableJson<T extends object> = JSONColumnType<T | null, string | null, string | null>;

interface Tenanted {
  readonly organisation_id: string;
}

/** Tables whose rows belong to an organisation. Reached by people only through tenant.ts. */
export interface TenantTables
  extends
    AuditTables,
    OrganisationTables,
    ApiKeyTables,
    EventTables,
    WebhookTables,
    QuestionTables,
    CatalogTables,
    ModelTables,
    EnvironmentTables,
    MetricTables {
  connections: Tenanted & {
    id: string;
    project_id: string;
    name: string;
    type: string;
    settings: Json<Record<string, unknown>>;
    secrets: string | null;
    secret_names: string[];
    last_test: NullableJson<ConnectionTest>;
    last_tested_at: string | null;
    role: ConnectionRole | null;
    created_at: GeneratedAlways<string>;
    updated_at: Generated<string>;
  };
  catalog_snapshots: Tenanted & {
    connection_id: string;
    catalog: Json<Catalog>;
    taken_at: Generated<string>;
  };
  pipelines: Tenanted & {
    id: string;
    project_id: string;
    name: string;
    description: string;
    status: PipelineStatus;
    draft: NullableJson<PipelineDraft>;
    latest_version: number;
    environment: string | null;
    deployed_version: number | null;
    deployed_at: string | null;
    deleted_at: string | null;
    created_by: string | null;
    created_at: GeneratedAlways<string>;
    updated_at: Generated<string>;
  };
  pipeline_versions: Tenanted & {
    pipeline_id: string;
    version: number;
    spec: Json<PipelineSpec>;
    spec_hash: string;
    created_by: string | null;
    created_at: GeneratedAlways<string>;
  };
  pipeline_version_connections: Tenanted & {
    pipeline_id: string;
    version: number;
    connection_id: string;
  };
  schedules: Tenanted & {
    pipeline_id: string;
    environment: string;
    cron: string;
    timezone: string;
    catchup: 'latest' | 'all' | 'none';
    paused: Generated<boolean>;
    next_at: string | null;
    updated_at: Generated<string>;
  };
  runs: Tenanted & RunColumns;
  run_tasks: Tenanted & {
    run_id: string;
    task_id: string;
    position: number;
    kind: string;
    depends_on: string[];
    status: TaskStatus;
    attempt: number;
    started_at: string | null;
    finished_at: string | null;
    rows: string | null;
    error: NullableJson<RunError>;
  };
  run_logs: Tenanted & {
    id: GeneratedAlways<number>;
    run_id: string;
    at: string;
    level: RunLogLine['level'];
    attempt: number;
    task: string | null;
    message: string;
  };
  idempotency_keys: Tenanted & {
    key: string;
    request_hash: string;
    response: NullableJson<{ readonly sealed: string }>;
    created_at: Generated<string>;
  };
}

interface RunColumns {
  id: string;
  seq: GeneratedAlways<number>;
  project_id: string;
  pipeline_id: string;
  pipeline_version: number;
  spec_hash: string;
  max_active_runs: number;
  status: Generated<RunStatus>;
  trigger: RunTrigger;
  full_refresh: Generated<boolean>;
  environment: string;
  bindings: Json<Record<string, string>>;
  expected_seconds: number | null;
  params: Json<Record<string, string | number | boolean>>;
  logical_time: string;
  schedule_key: string | null;
  attempt: Generated<number>;
  lost_attempts: Generated<number>;
  worker_id: string | null;
  lease_until: string | null;
  retry_at: string | null;
  cancel_requested_at: string | null;
  created_at: GeneratedAlways<string>;
  started_at: string | null;
  finished_at: string | null;
  progress: NullableJson<RunProgress>;
  receipt: NullableJson<Receipt>;
  error: NullableJson<RunError>;
}

/** Tables without a tenant. */
export interface SystemTables extends SessionTables, MetricSystemTables {
  organisations: {
    id: string;
    name: string;
    is_default: Generated<boolean>;
    created_at: GeneratedAlways<string>;
    updated_at: Generated<string>;
  };
  users: {
    id: string;
    email: string;
    /** Null: logs in elsewhere only. */
    password_hash: string | null;
    disabled_at: string | null;
    email_verified_at: string | null;
    password_changed_at: string | null;
    created_at: GeneratedAlways<string>;
  };
}

export type AllTables = SystemTables & TenantTables;
