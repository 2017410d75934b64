import type { PipelineSpec, ResolveEnvironment, TablePlan } from '@ai-etl/core';
import type { Connectors } from '../data/connector-lookup.ts';

/** The planned tables, each with its CREATE TABLE: an exported program may meet a server without them. */
export function exportTables(
  spec: PipelineSpec,
  tables: ReadonlyMap<string, TablePlan>,
  {
    environment,
    connectors,
  }: { readonly environment: ResolveEnvironment; readonly connectors: Connectors },
): ReadonlyMap<string, TablePlan> {
  return new Map(
    spec.targets.flatMap((target, index) => {
      const table = tables.get(target.id);
      const into = environment.connections.get(target.connection);
      const connector = into === undefined ? undefined : connectors.find(into.type);
      if (table === undefined || into === undefined || connector === undefined) return [];
      const object = { schema: into.catalog.defaultSchema, ...table.object };
      const { createSql } = connector.planTable({
        object,
        columns: table.columns.map(({ source }) => source),
        write: target.write,
        layout: target.layout,
        fidelity: target.fidelity,
        contract: target.contract,
        existing: null,
        path: `targets.${index}`,
      });
      return [[target.id, { ...table, object, createSql }] as const];
    }),
  );
}
