import {
  diagnostic,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type StepOf,
} from '@ai-etl/core';
import { checkUserSql } from '../user-sql/check-user-sql.ts';

interface Place {
  readonly upstream: ReadonlySet<string>;
  readonly spec: PipelineSpec;
  readonly environment: ResolveEnvironment;
}

/** A step of the user's SQL runs where its rows come from, in that dialect, and is known to be harmless. */
export function checkSqlStep(
  step: StepOf<'sql'>,
  path: string,
  { upstream, spec, environment }: Place,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const problem = checkUserSql(step.text, step.dialect, step.inputs);
  if (problem !== undefined) {
    const message = `The SQL of "${step.id}" may not run: ${problem.message}.`;
    found.push(diagnostic('QUERY_REJECTED', `${path}.text`, message, problem.hint));
  }
  const source = spec.sources.find(({ id }) => upstream.has(id));
  const connection = environment.connections.get(source?.connection ?? '');
  const dialect = connection?.capabilities.dialect ?? null;
  if (dialect !== null && dialect !== step.dialect) {
    const message = `The SQL of "${step.id}" is written for ${step.dialect}, but its rows come from ${dialect}.`;
    found.push(
      diagnostic('DIALECT_UNSUPPORTED', `${path}.dialect`, message, `write it for ${dialect}`),
    );
  }
  return found;
}
