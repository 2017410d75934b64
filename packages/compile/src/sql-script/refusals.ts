import {
  diagnostic,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type TablePlan,
} from '@ai-etl/core';
import { scriptDialects } from './catalog.ts';
import { refuseTable } from './refuse-table.ts';

interface Refusing {
  readonly environment: ResolveEnvironment;
  readonly tables: ReadonlyMap<string, TablePlan>;
}

const elsewhere = 'export it as pandas, or as an Airflow DAG, which lets the engine run it';

/** Every reason why a spec cannot be one script for one server. */
export function refuseScript(
  spec: PipelineSpec,
  { environment, tables }: Refusing,
): readonly Diagnostic[] {
  return [
    ...refuseServers(spec, environment),
    ...spec.sources.flatMap(({ id, incremental }, index) =>
      incremental === undefined
        ? []
        : [
            diagnostic(
              'DIALECT_UNSUPPORTED',
              `sources.${index}.incremental`,
              `The source "${id}" is read incrementally, and how far it was read is known to the engine only.`,
              'export it as an Airflow DAG, or without incremental',
            ),
          ],
    ),
    ...spec.targets.flatMap(({ id, write }, index) =>
      write.mode === 'scd2'
        ? [
            diagnostic(
              'WRITE_MODE_NOT_SUPPORTED',
              `targets.${index}.write.mode`,
              `The target "${id}" keeps history (scd2), which a script cannot do: rows that come late are placed by the engine.`,
              'export it as an Airflow DAG, or with mode replace, append or merge',
            ),
          ]
        : refuseTable(id, index, tables.get(id)),
    ),
  ];
}

/** A script runs on one server, so everything it reads and writes has to be there. */
function refuseServers(
  { sources, targets }: PipelineSpec,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  const places = [
    ...sources.map(({ connection }, index) => ({
      connection,
      path: `sources.${index}.connection`,
    })),
    ...targets.map(({ connection }, index) => ({
      connection,
      path: `targets.${index}.connection`,
    })),
  ];
  const known = places.flatMap(({ connection, path }) => {
    const found = environment.connections.get(connection);
    return found === undefined ? [] : [{ found, path }];
  });
  const [first] = known;
  const other = known.find(({ found }) => found.serverIdentity !== first?.found.serverIdentity);
  if (first !== undefined && other !== undefined) {
    const message = `A SQL script runs on one server, but the pipeline uses several: "${first.found.name}" and "${other.found.name}".`;
    return [diagnostic('ROUTE_NOT_AVAILABLE', other.path, message, elsewhere)];
  }
  const files = targets.findIndex(({ path }) => path !== undefined);
  if (files !== -1) {
    const message = `The target "${targets[files]?.id ?? ''}" writes files, and a SQL script writes tables.`;
    return [diagnostic('DIALECT_UNSUPPORTED', `targets.${files}.path`, message, elsewhere)];
  }
  const dialect = first?.found.capabilities.dialect ?? null;
  if (first === undefined || (dialect !== null && scriptDialects[dialect] !== undefined)) return [];
  const message =
    dialect === 'sqlite'
      ? `"${first.found.name}" is SQLite, which computes with functions that only the engine brings along: no other client can run the script.`
      : `"${first.found.name}" does not take SQL.`;
  return [diagnostic('DIALECT_UNSUPPORTED', first.path, message, elsewhere)];
}
