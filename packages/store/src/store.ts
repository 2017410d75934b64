import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { RunQueue, RunStore, ScheduleStore } from '@ai-etl/core';
import { auditLogOf, type AuditLog } from './audit/audit-log.ts';
import { catalogIndexOf, type CatalogIndex } from './catalog/catalog-index.ts';
import { catalogWorkOf, type CatalogWork } from './catalog/catalog-work.ts';
import { catalogsOf, type Catalogs } from './connections/catalogs.ts';
import { connectionsOf, type Connections } from './connections/connections.ts';
import { resealSecrets } from './connections/secrets.ts';
import { checkKeyRing, type KeyRing } from './crypto/secret-box.ts';
import { openKysely } from './database/kysely.ts';
import { migrate } from './database/migrate.ts';
import { openPool } from './database/pool.ts';
import { preparerOf } from './database/prepared-query.ts';
import { tenancyOf } from './database/tenant.ts';
import { openBell } from './events/bell.ts';
import { eventLogOf, type EventLog } from './events/event-log.ts';
import { eventsOf, type Events } from './events/events.ts';
import { environmentsOf, type Environments } from './environments/environments.ts';
import { housekeepingOf, type Housekeeping } from './housekeeping.ts';
import { idempotencyOf, type Idempotency } from './idempotency.ts';
import { apiKeysOf, type ApiKeys } from './identity/api-keys.ts';
import { callersOf, type Callers } from './identity/callers.ts';
import { ensureDefaults, type Defaults, type DefaultsRequest } from './identity/defaults.ts';
import { loginAttemptsOf, type LoginAttempts } from './identity/login-attempts.ts';
import { oneTimeTokensOf, type OneTimeTokens } from './identity/one-time-tokens.ts';
import { projectsOf, type Projects } from './identity/projects.ts';
import { sessionsOf, type Sessions } from './identity/sessions.ts';
import { userIdentitiesOf, type UserIdentities } from './identity/user-identities.ts';
import { usersOf, type Users } from './identity/users.ts';
import { rateLimitsOf, type RateLimits } from './limits/rate-limits.ts';
import type { Metrics } from './metrics/metric.ts';
import { metricsOf } from './metrics/metrics.ts';
import { glossariesOf, type Glossaries } from './questions/glossaries.ts';
import { verifiedQuestionsOf, type VerifiedQuestions } from './questions/verified-questions.ts';
import { modelUseOf, resealModelKeys, type ModelUse } from './models/model-use.ts';
import { pipelinesOf, type Pipelines } from './pipelines/pipelines.ts';
import {
  organisationTopicsOf,
  type OrganisationTopics,
} from './organisations/organisation-topics.ts';
import { openQueue, type OpenQueue } from './queue/run-queue.ts';
import { runReportsOf, type RunReports } from './runs/run-reports.ts';
import { runStoreOf } from './runs/run-store.ts';
import { runsOf, type Runs } from './runs/runs.ts';
import { scheduleStoreOf } from './schedules/schedule-store.ts';
import { schedulesOf, type Schedules } from './schedules/schedules.ts';
import type { StoreLog } from './store-log.ts';
import { deliveriesOf, type Deliveries } from './webhooks/deliveries.ts';
import { deliveryWorkOf, type DeliveryWork } from './webhooks/delivery-work.ts';
import { resealTargets } from './webhooks/sealed-target.ts';
import { webhooksOf, type Webhooks } from './webhooks/webhooks.ts';

export interface StoreOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly databaseUrl: string;
  readonly secretKeys: KeyRing;
  readonly log: StoreLog;
  /** Seen in pg_stat_activity; default `ai-etl`. */
  readonly applicationName?: string;
  /** Default 10, at least 2. A worker's queue adds three of its own. */
  readonly maxConnections?: number;
  /** Default 30 000. */
  readonly statementTimeoutMs?: number;
}

export interface Identity
  extends
    Users,
    Projects,
    Sessions,
    Callers,
    ApiKeys,
    LoginAttempts,
    OneTimeTokens,
    UserIdentities {
  /** Organisation, project and first admin, once; safe to call at every start. */
  ensureDefaults(request: DefaultsRequest): Promise<Defaults>;
}

/** Everything we remember. Topics that take a Scope serve requests; the ports serve the engine. */
export interface Store {
  readonly identity: Identity;
  readonly organisations: OrganisationTopics;
  readonly audit: AuditLog;
  readonly connections: Connections;
  readonly catalogs: Catalogs;
  readonly catalogIndex: CatalogIndex;
  readonly catalogWork: CatalogWork;
  readonly pipelines: Pipelines;
  readonly glossaries: Glossaries;
  readonly verifiedQuestions: VerifiedQuestions;
  readonly modelUse: ModelUse;
  readonly environments: Environments;
  readonly schedules: Schedules;
  readonly runs: Runs;
  readonly idempotency: Idempotency;
  readonly events: Events;
  readonly eventLog: EventLog;
  readonly webhooks: Webhooks & Deliveries;
  readonly deliveryWork: DeliveryWork;
  readonly rateLimits: RateLimits;
  readonly metrics: Metrics;
  readonly housekeeping: Housekeeping;
  readonly runReports: RunReports;
  readonly runStore: RunStore;
  readonly scheduleStore: ScheduleStore;
  readonly queue: RunQueue;
  /** Seals all secrets with the active key; answers how many were sealed anew. */
  resealSecrets(): Promise<number>;
  /** Whether a worker process is connected to the database now. */
  hasWorker(): Promise<boolean>;
  /** Resolves when the database answers; throws SERVICE_UNAVAILABLE. */
  ping(): Promise<void>;
  /** Stops the queue, waits for what runs, closes all connections. May be called twice. */
  close(): Promise<void>;
}

/** How workers call themselves to the database: the application name of their connections. */
export const workerName = 'ai-etl worker';

/**
 * Connects, migrates, and starts the sending half of the queue. Throws SERVICE_UNAVAILABLE when
 * PostgreSQL cannot be reached, CONFIGURATION_INVALID for a bad key ring or a newer database.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { secretKeys: ring, log, databaseUrl, applicationName = 'ai-etl' } = options;
  checkKeyRing(ring);
  const pool = openPool({
    databaseUrl,
    applicationName,
    maxConnections: Math.max(options.maxConnections ?? 10, 2),
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    log,
  });
  try {
    const applied = await migrate(pool);
    if (applied.length > 0) log.info({ applied }, 'migrated the metadata database');
    const db = openKysely(pool);
    const opened = await openQueue({ databaseUrl, applicationName, pool, db, log });
    const { queue, jobs } = opened;
    const tenancy = tenancyOf(db);
    const prepare = preparerOf(pool, tenancy);
    let closing: Promise<void> | null = null;
    return {
      identity: {
        ...usersOf(db),
        ...projectsOf(tenancy, prepare),
        ...sessionsOf(db),
        ...callersOf(db),
        ...apiKeysOf(tenancy),
        ...loginAttemptsOf(db),
        ...oneTimeTokensOf(db),
        ...userIdentitiesOf(db),
        ensureDefaults: (request) => ensureDefaults(db, request),
      },
      organisations: organisationTopicsOf({ tenancy, prepare, db }),
      audit: auditLogOf(tenancy, db),
      connections: connectionsOf({ tenancy, prepare, ring }),
      catalogs: catalogsOf(tenancy),
      catalogIndex: catalogIndexOf(tenancy),
      catalogWork: catalogWorkOf(db),
      pipelines: pipelinesOf(tenancy, prepare),
      glossaries: glossariesOf(tenancy),
      verifiedQuestions: verifiedQuestionsOf(tenancy),
      modelUse: modelUseOf(tenancy, ring),
      environments: environmentsOf(tenancy),
      schedules: schedulesOf(tenancy),
      runs: runsOf({ tenancy, db, jobs }),
      idempotency: idempotencyOf(tenancy, ring),
      events: eventsOf(tenancy),
      eventLog: eventLogOf(db, (ring) => openBell({ databaseUrl, applicationName, log }, ring)),
      rateLimits: rateLimitsOf(pool),
      webhooks: { ...webhooksOf(tenancy, ring), ...deliveriesOf(tenancy) },
      deliveryWork: deliveryWorkOf(db, ring),
      metrics: metricsOf({ tenancy, db }),
      housekeeping: housekeepingOf(db),
      runReports: runReportsOf(db),
      runStore: runStoreOf({ db, ring, jobs, log }),
      scheduleStore: scheduleStoreOf(db, jobs),
      queue,
      resealSecrets: async () =>
        (await resealSecrets(db, ring)) +
        (await resealTargets(db, ring)) +
        (await resealModelKeys(db, ring)),
      hasWorker: async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and application_name = ${workerName} limit 1`.execute(
          db,
        );
        return rows.length > 0;
      },
      ping: async () => {
        await sql`select 1`.execute(db);
      },
      close: () => (closing ??= closeBoth(opened, pool)),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function closeBoth(queue: OpenQueue, pool: Pool): Promise<void> {
  try {
    await queue.close();
  } finally {
    await pool.end();
  }
}
