import type { Kysely } from 'kysely';
import type { Bindings, Run } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';
import { tenancyOf, type Scope, type Tenancy } from '../database/tenant.ts';
import type { JobSender } from '../queue/job-sender.ts';
import { insertRun } from './create-run.ts';
import { runColumns } from './run-row.ts';

export interface BackfillRequest {
  readonly pipelineId: string;
  readonly pipelineVersion: number;
  readonly environment: string;
  readonly bindings: Bindings;
  readonly params: Run['params'];
  /** RFC 3339 in UTC, each once, earliest first. */
  readonly logicalTimes: readonly string[];
  /** Also times that have run well; never those that are waiting or running. */
  readonly again: boolean;
}

/** One logical time of a backfill. `existing`: a run that has or will have done it. */
export interface BackfillTime {
  readonly logicalTime: string;
  readonly existing: Run | null;
}

/** Which of the times need a run: those of which no schedule and no backfill has made one that succeeded or may yet. */
export async function planBackfill(
  tenancy: Tenancy,
  scope: Scope,
  request: BackfillRequest,
): Promise<readonly BackfillTime[]> {
  const earlier = await earlierRuns(tenancy, scope, request);
  return request.logicalTimes.map((logicalTime) => ({
    logicalTime,
    existing: blockerOf(earlier.get(Date.parse(logicalTime)) ?? [], request.again),
  }));
}

/**
 * Creates the runs that are needed, in one transaction. The key of each holds how many runs its
 * time has had, so that two who ask at the same moment make it once; the schedule is held, so that
 * a time is not due between the look and the runs. Throws RESOURCE_NOT_FOUND.
 */
export async function createBackfill(
  { db, jobs }: { db: Kysely<AllTables>; jobs: JobSender },
  scope: Scope,
  request: BackfillRequest,
): Promise<readonly (BackfillTime & { readonly created: Run | null })[]> {
  const { pipelineId, pipelineVersion, environment, bindings, params } = request;
  return db.transaction().execute(async (trx) => {
    const tenancy = tenancyOf(trx);
    await tenancy(scope)
      .selectFrom('schedules')
      .select('next_at')
      .where('pipeline_id', '=', pipelineId)
      .where('environment', '=', environment)
      .forUpdate()
      .execute();
    const earlier = await earlierRuns(tenancy, scope, request);
    const times: (BackfillTime & { readonly created: Run | null })[] = [];
    for (const logicalTime of request.logicalTimes) {
      const had = earlier.get(Date.parse(logicalTime)) ?? [];
      const existing = blockerOf(had, request.again);
      const created =
        existing !== null
          ? null
          : await insertRun(trx, jobs, {
              pipelineId,
              pipelineVersion,
              environment,
              bindings,
              params,
              trigger: 'backfill',
              logicalTime,
              scheduleKey: `backfill:${environment}:${logicalTime}:${had.length}`,
            });
      times.push({ logicalTime, existing, created });
    }
    return times;
  });
}

/** Newest first, by logical time in milliseconds. */
async function earlierRuns(
  tenancy: Tenancy,
  scope: Scope,
  { pipelineId, environment, logicalTimes }: BackfillRequest,
): Promise<ReadonlyMap<number, readonly Run[]>> {
  const first = logicalTimes[0];
  const last = logicalTimes.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const runs = await tenancy(scope)
    .selectFrom('runs')
    .select(runColumns)
    .where('pipeline_id', '=', pipelineId)
    .where('environment', '=', environment)
    .where('trigger', 'in', ['schedule', 'backfill'])
    .where('logical_time', '>=', first)
    .where('logical_time', '<=', last)
    .orderBy('seq', 'desc')
    .execute();
  return Map.groupBy(runs, (run) => Date.parse(run.logicalTime));
}

function blockerOf(runs: readonly Run[], again: boolean): Run | null {
  const waiting = runs.find((run) => run.finishedAt === null);
  if (waiting !== undefined) return waiting;
  return again ? null : (runs.find((run) => run.status === 'success') ?? null);
}
