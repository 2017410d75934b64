import type { Run, RunStatus, RunTrigger } from '@ai-etl/core';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { directionOf, offsetOf, type SortRequest } from '../page.ts';
import { runColumns } from './run-row.ts';

/** What is absent does not count. Times are RFC 3339; `from` is part of the range, `to` is not. */
export interface RunFilter {
  readonly pipelineId?: string;
  readonly projectId?: string;
  readonly statuses?: readonly RunStatus[];
  readonly triggers?: readonly RunTrigger[];
  readonly environment?: string;
  readonly version?: number;
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly logicalFrom?: string;
  readonly logicalTo?: string;
}

export const runSortFields = [
  'created_at',
  'started_at',
  'finished_at',
  'logical_time',
  'status',
] as const;
export type RunSortField = (typeof runSortFields)[number];

/** A page by its number, or what comes after a position in the order of creation. */
export type RunPage = {
  readonly perPage: number;
  readonly sort: SortRequest<RunSortField>;
} & ({ readonly page: number } | { readonly after: number });

export interface FoundRuns {
  readonly items: readonly Run[];
  /** Null where a position was given: counting would cost more than the page. */
  readonly total: number | null;
  /** Where the next page begins; null: there is none, or the order is not that of creation. */
  readonly next: number | null;
}

/** Runs that fit; the order of creation keeps equal ones in a stable order. */
export async function searchRuns(
  tenancy: Tenancy,
  scope: Scope,
  { filter, page }: { readonly filter: RunFilter; readonly page: RunPage },
): Promise<FoundRuns> {
  const matching = filtered(tenancy, scope, filter);
  const { sort, perPage } = page;
  const direction = directionOf(sort);
  const byCreation = sort.field === 'created_at';
  const columns = matching.select([...runColumns, 'seq']);
  const sorted = byCreation
    ? columns.orderBy('seq', direction)
    : columns
        .orderBy(sort.field, (order) => (sort.descending ? order.desc() : order.asc()).nullsLast())
        .orderBy('seq', direction);
  const placed =
    'after' in page
      ? sorted.where('seq', sort.descending ? '<' : '>', page.after)
      : sorted.offset(offsetOf({ page: page.page, perPage }));
  // One more than asked says whether there is a next page.
  const rows = await placed.limit(perPage + 1).execute();
  const shown = rows.slice(0, perPage);
  const next = byCreation && rows.length > perPage ? (shown.at(-1)?.seq ?? null) : null;
  return {
    items: shown.map(({ seq: _seq, ...run }) => run),
    total: 'after' in page ? null : await countOf(matching),
    next,
  };
}

async function countOf(matching: ReturnType<typeof filtered>): Promise<number> {
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function filtered(tenancy: Tenancy, scope: Scope, filter: RunFilter) {
  const { pipelineId, projectId, statuses, triggers, environment, version } = filter;
  let query = tenancy(scope).selectFrom('runs');
  if (pipelineId !== undefined) query = query.where('pipeline_id', '=', pipelineId);
  if (projectId !== undefined) query = query.where('project_id', '=', projectId);
  if (statuses !== undefined) query = query.where('status', 'in', [...statuses]);
  if (triggers !== undefined) query = query.where('trigger', 'in', [...triggers]);
  if (environment !== undefined) query = query.where('environment', '=', environment);
  if (version !== undefined) query = query.where('pipeline_version', '=', version);
  const { createdFrom, createdTo, logicalFrom, logicalTo } = filter;
  if (createdFrom !== undefined) query = query.where('created_at', '>=', createdFrom);
  if (createdTo !== undefined) query = query.where('created_at', '<', createdTo);
  if (logicalFrom !== undefined) query = query.where('logical_time', '>=', logicalFrom);
  if (logicalTo !== undefined) query = query.where('logical_time', '<', logicalTo);
  return query;
}
