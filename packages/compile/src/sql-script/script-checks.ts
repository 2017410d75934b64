import {
  diagnostic,
  type Diagnostic,
  type ResolveEnvironment,
  type Resolution,
} from '@ai-etl/core';
import { checksLeft, isAsserted } from '../checks/asserted.ts';
import { compileChecks, type PlanCheck } from '../checks/compile-checks.ts';
import type { PlanBinding } from '../plan.ts';
import type { Assertion } from './script-dialect.ts';

export interface ScriptChecks {
  readonly assertions: readonly Assertion[];
  /** What of the checks is left to the engine. */
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks that fail a run become assertions; those that only the engine can judge are named. */
export function scriptChecks(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): ScriptChecks {
  const compiled = compileChecks(resolution, environment, binding);
  const asserted = compiled.checks.filter(({ check }) => isAsserted(check));
  const home = resolution.spec.sources[0]?.connection ?? '';
  const server = environment.connections.get(home)?.serverIdentity;
  const away = asserted.filter(
    ({ measure }) =>
      measure.connection === null ||
      environment.connections.get(measure.connection)?.serverIdentity !== server,
  );
  return {
    assertions: asserted.map(assertionOf),
    notes: checksLeft(resolution.spec.checks),
    diagnostics: [
      ...compiled.diagnostics,
      ...away.map(({ check }) =>
        diagnostic(
          'CHECK_NOT_EXECUTABLE',
          `checks.${resolution.spec.checks.indexOf(check)}`,
          `The check "${check.id}" reads another server than the script runs on.`,
          'export it as an Airflow DAG, or without the check',
        ),
      ),
    ],
  };
}

function assertionOf({ check, measure }: PlanCheck): Assertion {
  const outside =
    check.kind === 'row_count'
      ? [
          ...(check.min === undefined ? [] : [`m.measured < ${check.min}`]),
          ...(check.max === undefined ? [] : [`m.measured > ${check.max}`]),
        ]
      : ['m.measured <> 0'];
  return {
    from: `(\n${measure.sql}\n)`,
    isBroken: outside.length === 0 ? '1 = 0' : outside.join(' OR '),
    message: `The check ${check.id} (${check.kind}) failed. Nothing was published.`,
  };
}
