import { sql, type Kysely } from 'kysely';
import {
  AiEtlError,
  bindConnections,
  type Bindings,
  type ClaimedRun,
  type DefaultSchemas,
  type Lease,
  type RunConnection,
} from '@ai-etl/core';
import { openSecrets } from '../connections/secrets.ts';
import type { KeyRing } from '../crypto/secret-box.ts';
import type { AllTables } from '../database/schema.ts';
import type { JobSender } from '../queue/job-sender.ts';
import type { StoreLog } from '../store-log.ts';
import { runColumns } from './run-row.ts';
import { isWorkable, lockPipeline, wakeNextRun } from './slots.ts';

export interface ClaimPorts {
  readonly db: Kysely<AllTables>;
  readonly ring: KeyRing;
  readonly jobs: JobSender;
  readonly log: StoreLog;
}

/**
 * Takes a run for one attempt, or answers null. One transaction, with the pipeline's row locked,
 * so of any number of claimers one wins and max_active_runs holds. All times are the
 * database's: `clock_timestamp()`, since `now()` is older than the wait for the lock.
 */
export function claimRun(
  ports: ClaimPorts,
  runId: string,
  lease: Lease,
): Promise<ClaimedRun | null> {
  return ports.db.transaction().execute(async (trx) => {
    const found = await trx
      .selectFrom('runs')
      .select(['pipeline_id', 'project_id', 'organisation_id'])
      .where('id', '=', runId)
      .where('finished_at', 'is', null)
      .executeTakeFirst();
    if (found === undefined) return null;
    const pipeline = await lockPipeline(trx, found.pipeline_id);
    if (pipeline.deleted) await dropWaiting(trx, runId);
    const claimed = await takeAttempt(trx, runId, lease);
    if (claimed === undefined) return null;
    const { lostAttempts, bindings, ...run } = claimed;
    // Its job may have come before this one's and found the slots taken by us.
    await wakeNextRun(trx, ports.jobs, found.pipeline_id);

    const version = await trx
      .selectFrom('pipeline_versions')
      .select('spec')
      .where('pipeline_id', '=', run.pipelineId)
      .where('version', '=', run.pipelineVersion)
      .executeTakeFirstOrThrow();
    const schemas = await readDefaultSchemas(trx, bindings);
    const spec = bindConnections(version.spec, bindings, schemas);
    const ids = [...spec.sources, ...spec.targets].map((one) => one.connection);
    try {
      const connections = await readConnections(trx, ports.ring, found.organisation_id, ids);
      return { run, spec, projectId: found.project_id, lostAttempts, connections };
    } catch (error) {
      if (!(error instanceof AiEtlError) || error.code !== 'CONFIGURATION_INVALID') throw error;
      ports.log.error({ runId, err: error }, 'a run cannot open its secrets');
      await failUnopened(trx, runId, error);
      await wakeNextRun(trx, ports.jobs, found.pipeline_id);
      return null;
    }
  });
}

/**
 * The median of the newest successful runs of the same pipeline and environment: a mean would
 * follow one odd run. Looked up once, when a run starts, so that whoever polls it pays nothing.
 */
const usualSeconds = sql<number | null>`(
  select percentile_cont(0.5) within group (order by extract(epoch from s.finished_at - s.started_at))
  from (
    select o.finished_at, o.started_at from ai_etl.runs o
    where o.pipeline_id = r.pipeline_id and o.environment = r.environment
      and o.status = 'success' and o.started_at is not null
    order by o.seq desc limit 9
  ) s
)`;

/** A run that waited for cancellation stays `cancelling`: the new owner has to finish that. */
function takeAttempt(trx: Kysely<AllTables>, runId: string, lease: Lease) {
  return trx
    .updateTable('runs as r')
    .set({
      status: sql`case r.status when 'cancelling' then 'cancelling' else 'running' end`,
      attempt: sql<number>`r.attempt + 1`,
      lost_attempts: sql<number>`r.lost_attempts + (r.lease_until is not null)::int`,
      worker_id: lease.workerId,
      lease_until: leaseEnd(lease.leaseMs),
      retry_at: null,
      started_at: sql<string>`coalesce(r.started_at, clock_timestamp())`,
      expected_seconds: sql<number>`coalesce(r.expected_seconds, ${usualSeconds})`,
    })
    .where('r.id', '=', runId)
    .where(isWorkable)
    .returning([...runColumns, 'lost_attempts as lostAttempts', 'bindings'])
    .executeTakeFirst();
}

/** The database's time at this moment, also late in a long transaction. */
export const databaseNow = sql<string>`clock_timestamp()`;

/** When a lease of this length taken now ends. */
export function leaseEnd(leaseMs: number) {
  return sql<string>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}

/** A run created at the very moment its pipeline was deleted ends like the others of it. */
async function dropWaiting(trx: Kysely<AllTables>, runId: string): Promise<void> {
  await trx
    .updateTable('runs')
    .set({ status: 'cancelled', finished_at: databaseNow, retry_at: null })
    .where('id', '=', runId)
    .where('status', 'in', ['queued', 'retrying'])
    .execute();
}

/** As their catalogs were seen last: a deployment has looked at both sides of each binding. */
async function readDefaultSchemas(
  trx: Kysely<AllTables>,
  bindings: Bindings,
): Promise<DefaultSchemas> {
  const ids = [...new Set(Object.entries(bindings).flat())];
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('catalog_snapshots')
    .select(['connection_id', sql<string | null>`catalog ->> 'defaultSchema'`.as('schema')])
    .where('connection_id', 'in', ids)
    .execute();
  return new Map(
    rows.flatMap((row) => (row.schema === null ? [] : [[row.connection_id, row.schema] as const])),
  );
}

/** Only connections of the run's own organisation; others are simply not there. */
async function readConnections(
  trx: Kysely<AllTables>,
  ring: KeyRing,
  organisationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RunConnection>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('connections')
    .select(['id', 'name', 'type', 'settings', 'secrets'])
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({ id, name, type, settings, secrets }) => [
      id,
      { id, name, type, settings: { ...settings, ...openSecrets(ring, id, secrets) } },
    ]),
  );
}

/** Without its secrets a run can never start; trying again for ever would hide the reason. */
async function failUnopened(
  trx: Kysely<AllTables>,
  runId: string,
  error: AiEtlError,
): Promise<void> {
  await trx
    .updateTable('runs')
    .set({
      status: 'failed',
      finished_at: databaseNow,
      worker_id: null,
      lease_until: null,
      error: JSON.stringify({
        code: error.code,
        message: error.message,
        details: error.details,
        retryable: false,
      }),
    })
    .where('id', '=', runId)
    .execute();
}
