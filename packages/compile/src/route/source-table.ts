import {
  findTable,
  type CatalogTable,
  type ResolveEnvironment,
  type Resolution,
  type Source,
} from '@ai-etl/core';

/** What estimates are made from. */
export interface EstimateContext {
  readonly resolution: Resolution;
  readonly environment: ResolveEnvironment;
}

/** The table a source reads, as the catalog has it. */
export function tableOf(
  source: Source,
  { environment }: Pick<EstimateContext, 'environment'>,
): CatalogTable | undefined {
  const catalog = environment.connections.get(source.connection)?.catalog;
  if (source.object === undefined || catalog === undefined) return undefined;
  return findTable(catalog, source.object);
}
