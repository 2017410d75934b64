import {
  AiEtlError,
  hasErrors,
  type Diagnostic,
  type ResolveEnvironment,
  type Resolution,
  type TablePlan,
} from '@ai-etl/core';
import { createExpressionReader } from './bind/expression-reader.ts';
import { checkExecutable } from './lower/check-executable.ts';
import { environmentNames } from './pandas/environment-names.ts';
import { printExtract } from './pandas/print-extract.ts';
import { printHeader, printImports, printParameters } from './pandas/print-header.ts';
import { printLoad } from './pandas/print-load.ts';
import { printMain } from './pandas/print-main.ts';
import { printTransform } from './pandas/print-transform.ts';
import { programChecks } from './pandas/program-checks.ts';
import { refuseProgram } from './pandas/refusals.ts';
import { runtimeFor } from './pandas/runtime/runtime.ts';
import type { PlanBinding } from './plan.ts';
import { refuseTable } from './sql-script/refuse-table.ts';

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

/**
 * As `compilePandas`, with the reasons as diagnostics. `tables` are the targets' as their connectors
 * planned them, with CREATE TABLE; one that is missing is made of the dialect's own types.
 */
export function printPandas(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
  tables: ReadonlyMap<string, TablePlan> = new Map(),
): PandasResult {
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { spec } = resolution;
  const checks = programChecks(resolution, environment);
  const sources = [...spec.sources, ...checks.flatMap((one) => one.sources)];
  const reader = createExpressionReader(resolution, binding);
  const findings = [
    ...reader.diagnostics,
    ...refuseProgram({ ...spec, sources }, environment),
    ...spec.targets.flatMap(({ id }, index) => refuseTable(id, index, tables.get(id))),
    ...spec.targets
      .flatMap((target) => checkExecutable(target.input, resolution, environment))
      // pandas joins whatever it has read, from wherever.
      .filter(({ path }) => path !== 'sources' && !path.endsWith('.inputs')),
  ];
  if (hasErrors(findings)) return { diagnostics: findings };

  const names = environmentNames({ ...spec, sources }, environment);
  const extracts = [
    ...spec.sources.map((source) => printExtract(source, resolution, environment)),
    ...checks.flatMap((one) =>
      one.sources.map((source) => printExtract(source, one.resolution, environment)),
    ),
  ];
  const transforms = spec.targets.map(({ id, input }) =>
    printTransform(`transform_${id}`, input, { resolution, expression: reader.read, lines: [] }),
  );
  const measures = checks.map(({ name, node, resolution: measured }) => {
    const expression = createExpressionReader(measured, binding).read;
    return printTransform(name, node, { resolution: measured, expression, lines: [] });
  });
  const loads = spec.targets.map((target, index) =>
    printLoad(target, index, { resolution, environment, tables }),
  );
  const main = printMain(resolution, { environment, names, checks });
  const body = [...extracts, ...transforms, ...measures, ...loads, main].join('\n\n\n');
  const runtime = runtimeFor(body);
  return {
    code: [
      printImports(runtime, body),
      printHeader(spec, binding, { names, environment }),
      binding.leavesVariables === true ? printParameters(spec) : '',
      ...runtime,
      body,
      'if __name__ == "__main__":\n    main()\n',
    ]
      .filter((part) => part !== '')
      .join('\n\n\n'),
  };
}
