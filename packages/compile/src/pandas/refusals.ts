import {
  diagnostic,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type Source,
  type Step,
  type Target,
} from '@ai-etl/core';

/** Every reason why a spec is no program of plain values; what its ops need is told elsewhere. */
export function refuseProgram(
  spec: PipelineSpec,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  return [
    ...refuseSystems(spec, environment),
    ...spec.targets.flatMap(refuseHistory),
    ...spec.sources.flatMap(refuseIncremental),
    ...spec.steps.flatMap(refuseSql),
  ];
}

/** The program speaks to five kinds of systems; files have settings that only their connection knows. */
function refuseSystems(
  { sources, targets }: PipelineSpec,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  const places = { sources, targets };
  return (['sources', 'targets'] as const).flatMap((list) =>
    places[list].flatMap(({ connection, path }, index) => {
      const known = environment.connections.get(connection);
      const isDatabase = known?.type === known?.capabilities.dialect && known !== undefined;
      if (isDatabase && path === undefined) return [];
      const name = known?.name ?? connection;
      return [
        diagnostic(
          'DIALECT_UNSUPPORTED',
          `${list}.${index}`,
          `A pandas program cannot use "${name}": it reads and writes tables of PostgreSQL, ClickHouse, MySQL, SQLite and DuckDB.`,
          list === 'sources'
            ? 'load it into one of them first, or export an Airflow DAG, which lets the engine run'
            : 'write to one of them, or export an Airflow DAG, which lets the engine run',
        ),
      ];
    }),
  );
}

/** Where late rows belong is the work of a target's loader, which the program does not have. */
function refuseHistory({ id, write }: Target, index: number): readonly Diagnostic[] {
  if (write.mode !== 'scd2') return [];
  return [
    diagnostic(
      'WRITE_MODE_NOT_SUPPORTED',
      `targets.${index}.write.mode`,
      `The target "${id}" keeps history (scd2), which the exported program cannot do.`,
      'export it with mode replace, append or merge',
    ),
  ];
}

/** How far a source was read is kept by the engine: read whole, an append would write rows twice. */
function refuseIncremental({ id, incremental }: Source, index: number): readonly Diagnostic[] {
  if (incremental === undefined) return [];
  return [
    diagnostic(
      'DIALECT_UNSUPPORTED',
      `sources.${index}.incremental`,
      `The source "${id}" is read incrementally, which the exported program cannot do.`,
      'export it without incremental, or let the engine run it',
    ),
  ];
}

function refuseSql(step: Step, index: number): readonly Diagnostic[] {
  if (step.op !== 'sql') return [];
  return [
    diagnostic(
      'OP_NOT_EXECUTABLE',
      `steps.${index}.op`,
      `The SQL of "${step.id}" cannot be written as Python.`,
      'export the pipeline as SQL, or write the step with other ops',
    ),
  ];
}
