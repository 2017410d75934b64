import {
  AiEtlError,
  diagnostic,
  hasErrors,
  topologicalOrder,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type Resolution,
  type Source,
  type Target,
  upstreamOf,
} from '@ai-etl/core';
import { createExpressionReader } from './bind/expression-reader.ts';
import { checkExecutable } from './lower/check-executable.ts';
import { environmentNames } from './pandas/environment-names.ts';
import type { FrameProgram } from './pandas/frame-program.ts';
import { printExtract } from './pandas/print-extract.ts';
import { printHeader, printImports, printParameters } from './pandas/print-header.ts';
import { printLoad } from './pandas/print-load.ts';
import { printStep } from './pandas/print-steps.ts';
import { pythonName } from './pandas/python.ts';
import { runtimeFor } from './pandas/runtime/runtime.ts';
import type { PlanBinding } from './plan.ts';

export type PandasResult =
  { readonly code: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A Python program that does by itself what the plan does: reads whole source tables, computes
 * the steps in pandas with SQL's meaning, and writes the targets. Pure. It is the independent
 * check of the SQL dialects. Throws PLAN_INVALID for a spec that has errors or cannot be run.
 */
export function compilePandas(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): string {
  const result = printPandas(resolution, environment, binding);
  if ('code' in result) return result.code;
  throw new AiEtlError('PLAN_INVALID', 'The pipeline cannot be written as a pandas program.', {
    details: result.diagnostics.map(({ path, message }) => ({ field: path, error: message })),
  });
}

/** Ending versions is the work of a target's own transaction, which the program does not have. */
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

/** The program loads tables of servers. */
function refuseFiles({ id, path }: Target, index: number): readonly Diagnostic[] {
  if (path === undefined) return [];
  const message = `The target "${id}" is files, which the exported program does not write.`;
  const hint = 'write them with to_parquet or to_csv in the program itself';
  return [diagnostic('DIALECT_UNSUPPORTED', `targets.${index}.path`, message, hint)];
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

/** As `compilePandas`, with the reasons as diagnostics. */
export function printPandas(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): PandasResult {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { spec } = resolution;
  const reader = createExpressionReader(resolution, binding);
  const findings = [
    ...reader.diagnostics,
    ...checkSystems(spec, environment),
    ...spec.targets
      .flatMap((target) => checkExecutable(target.input, resolution, environment))
      // pandas joins whatever it has read, from wherever.
      .filter(({ path }) => path !== 'sources' && !path.endsWith('.inputs')),
    ...spec.targets.flatMap(refuseHistory),
    ...spec.targets.flatMap(refuseFiles),
    ...spec.sources.flatMap(refuseIncremental),
  ];
  for (const [index, step] of spec.steps.entries()) {
    if (step.op !== 'sql') continue;
    const message = `The SQL of "${step.id}" cannot be written as Python.`;
    const hint = 'export the pipeline as SQL, or write the step with other ops';
    findings.push(diagnostic('OP_NOT_EXECUTABLE', `steps.${index}.op`, message, hint));
  }
  if (hasErrors(findings)) return { diagnostics: findings };

  const names = environmentNames(spec, environment);
  const extracts = spec.sources.map((source) =>
    printExtract(source, resolution, { environment, names }),
  );
  const transforms = spec.targets.map((target) =>
    printTransform(target, { resolution, expression: reader.read, lines: [] }),
  );
  const loads = spec.targets.map((target) => printLoad(target, resolution, { environment, names }));
  const main = printMain(spec, environment, names);
  const body = [...extracts, ...transforms, ...loads, main].join('\n\n\n');
  const runtime = runtimeFor(body);
  return {
    code: [
      printImports(runtime, body),
      printHeader(spec, binding, names),
      binding.leavesVariables === true ? printParameters(spec) : '',
      ...runtime,
      body,
      'if __name__ == "__main__":\n    main()\n',
    ]
      .filter((part) => part !== '')
      .join('\n\n\n'),
  };
}

/** The program's runtime reads and writes two systems. */
function checkSystems(
  { sources, targets }: PipelineSpec,
  environment: ResolveEnvironment,
): readonly Diagnostic[] {
  const places = { sources, targets };
  return (['sources', 'targets'] as const).flatMap((list) =>
    places[list].flatMap(({ connection }, index) => {
      const known = environment.connections.get(connection);
      const dialect = known?.capabilities.dialect ?? null;
      if (dialect === 'postgresql' || dialect === 'clickhouse') return [];
      const message = `A pandas program cannot use "${known?.name ?? connection}": it reads and writes PostgreSQL and ClickHouse.`;
      return [diagnostic('DIALECT_UNSUPPORTED', `${list}.${index}`, message)];
    }),
  );
}

/** `def transform_<target>(<sources>)`: the steps upstream of a target, in order. */
function printTransform(target: Target, program: FrameProgram): string {
  const { spec } = program.resolution;
  const upstream = upstreamOf(target.input, spec);
  const sources = spec.sources.filter(({ id }) => upstream.has(id));
  for (const step of topologicalOrder(spec.steps).ordered) {
    if (upstream.has(step.id)) printStep(step, program);
  }
  const parameters = sources.map(({ id }) => `${pythonName(id)}: pd.DataFrame`);
  const lines = [...program.lines, `return ${pythonName(target.input)}`];
  const indented = lines.join('\n').replaceAll('\n', '\n    ');
  return `def transform_${target.id}(${parameters.join(', ')}) -> pd.DataFrame:\n    ${indented}`;
}

/** Everything is computed before anything is written. */
function printMain(
  spec: PipelineSpec,
  environment: ResolveEnvironment,
  names: ReadonlyMap<string, string>,
): string {
  const lines: string[] = [];
  const connections = new Set(spec.sources.map(({ connection }) => connection));
  for (const connection of connections) {
    const dialect = environment.connections.get(connection)?.capabilities.dialect;
    const url = `environment("${names.get(connection) ?? ''}")`;
    const isPostgresql = dialect === 'postgresql';
    const extracts = spec.sources
      .filter((source) => source.connection === connection)
      .map(({ id }) => `${pythonName(id)} = extract_${id}(${isPostgresql ? 'connection' : url})`);
    // One connection, one snapshot: all tables are read as of the same moment.
    if (isPostgresql) {
      lines.push(`with connect_postgresql(${url}) as connection:\n    ${extracts.join('\n    ')}`);
    } else lines.push(...extracts);
  }
  for (const target of spec.targets) {
    const upstream = upstreamOf(target.input, spec);
    const args = spec.sources.filter(({ id }) => upstream.has(id)).map(({ id }) => pythonName(id));
    lines.push(`result_${target.id} = transform_${target.id}(${args.join(', ')})`);
  }
  for (const target of spec.targets) {
    const url = `environment("${names.get(target.connection) ?? ''}")`;
    lines.push(`load_${target.id}(${url}, result_${target.id})`);
    lines.push(`print(f"${target.id}: {len(result_${target.id})} rows")`);
  }
  return `def main():\n    ${lines.join('\n').replaceAll('\n', '\n    ')}`;
}
