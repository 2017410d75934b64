import type { Scope, Tenancy } from '../database/tenant.ts';
import { containing, directionOf, offsetOf, type Page, type PageRequest } from '../page.ts';
import type { SortRequest } from '../page.ts';
import type { Pipeline, PipelineFilter, PipelineSortField } from './pipeline.ts';
import { pipelineOf, pipelinesWithSchedules } from './pipeline-rows.ts';

export interface PipelinePage extends PageRequest {
  /** Absent: newest first. */
  readonly sort?: SortRequest<PipelineSortField>;
}

/** Pipelines that fit the filter; ids keep equal ones in a stable order. */
export async function listPipelines(
  tenancy: Tenancy,
  scope: Scope,
  { filter, page }: { readonly filter: PipelineFilter; readonly page: PipelinePage },
): Promise<Page<Pipeline>> {
  const matching = filtered(tenancy, scope, filter);
  const sort = page.sort ?? { field: 'created_at', descending: true };
  const direction = directionOf(sort);
  const ids = await matching
    .select('p.id')
    .orderBy(`p.${sort.field}`, direction)
    .orderBy('p.id', direction)
    .limit(page.perPage)
    .offset(offsetOf(page))
    .execute();
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  if (ids.length === 0) return { items: [], total };
  const order = ids.map((row) => row.id);
  const rows = await pipelinesWithSchedules(tenancy(scope)).where('p.id', 'in', order).execute();
  const byId = new Map(rows.map((row) => [row.id, pipelineOf(row)]));
  return { items: order.flatMap((id) => byId.get(id) ?? []), total };
}

function filtered(tenancy: Tenancy, scope: Scope, filter: PipelineFilter) {
  const { projectId, status, search, environment, connectionId } = filter;
  let query = tenancy(scope)
    .selectFrom('pipelines as p')
    .where('p.deleted_at', filter.deleted === true ? 'is not' : 'is', null);
  if (projectId !== undefined) query = query.where('p.project_id', '=', projectId);
  if (status !== undefined) query = query.where('p.status', '=', status);
  if (search !== undefined) {
    const pattern = containing(search);
    query = query.where((eb) =>
      eb.or([eb('p.name', 'ilike', pattern), eb('p.description', 'ilike', pattern)]),
    );
  }
  if (environment !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('deployments as d')
          .select('d.version')
          .whereRef('d.pipeline_id', '=', 'p.id')
          .where('d.environment', '=', environment),
      ),
    );
  }
  if (connectionId !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('pipeline_version_connections as used')
          .select('used.version')
          .whereRef('used.pipeline_id', '=', 'p.id')
          .whereRef('used.version', '=', 'p.latest_version')
          .where('used.connection_id', '=', connectionId),
      ),
    );
  }
  return query;
}
