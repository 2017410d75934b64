import type { Diagnostic } from '@ai-etl/core';
import type { PlannerIR } from '../../ir/index.ts';
import { planUnderstood } from '../../plan-pipeline.ts';
import type { PlannerContext, PlanOutcome } from '../../plan-types.ts';
import type { ModelUse, ReadAnswer } from '../model-use.ts';
import { pipelineAnswerSchema } from './pipeline-answer.ts';
import { pipelinePrompt, pipelinePromptVersion } from './pipeline-prompt.ts';
import { readPipeline } from './read-pipeline.ts';
import type { ShownSchema } from './relevant-tables.ts';

export interface PipelineUseRequest {
  readonly description: string;
  readonly context: PlannerContext;
  readonly builtIn: PlannerIR;
  readonly show: ShownSchema;
  /** Further findings on a settled spec: types, pushed-down parts. Absent: only the planner's own. */
  readonly check?: CheckOutcome;
}

export type CheckOutcome = (outcome: PlanOutcome) => Promise<readonly Diagnostic[]>;

/** A pipeline in words: the second way to PlannerIR, beside the built-in parser. */
export async function pipelineUse(request: PipelineUseRequest): Promise<ModelUse<PlannerIR>> {
  const { description, context, builtIn, show, check } = request;
  return {
    name: 'pipelines',
    promptVersion: pipelinePromptVersion,
    ...(await pipelinePrompt(description, context, show)),
    schema: pipelineAnswerSchema,
    words: description,
    read: async (answer) => {
      const read = readPipeline(answer, { text: description, context, builtIn });
      if (!read.ok) return read;
      const outcome = planUnderstood({ description, understood: read.value }, context);
      const found = [...outcome.diagnostics];
      if (outcome.status === 'ready' && check !== undefined) found.push(...(await check(outcome)));
      const problems = found.filter(isForTheModel).map(wordForTheModel);
      return problems.length === 0
        ? read
        : ({ ok: false, problems } satisfies ReadAnswer<PlannerIR>);
    },
  };
}

/** Of the world, not of the reading: no other answer would cure it. */
const notTheModels: ReadonlySet<Diagnostic['code']> = new Set([
  'CONNECTION_UNREACHABLE',
  'ROUTE_NOT_AVAILABLE',
  'UNKNOWN_CONNECTION',
  'WRITE_MODE_NOT_SUPPORTED',
  'CONTRACT_NOT_SUPPORTED',
  'TYPE_NOT_SUPPORTED',
  'DECIMAL_UNBOUNDED',
  'DIALECT_UNSUPPORTED',
  'OP_NOT_EXECUTABLE',
  'CHECK_NOT_EXECUTABLE',
  'TARGET_COLUMN_MISSING',
  'SOURCE_COLUMN_MISSING',
  'TARGET_TYPE_MISMATCH',
  'NULLABLE_MISMATCH',
  'QUERY_REJECTED',
  'INCREMENTAL_UNSOUND',
]);

/** Whether another answer could cure a finding. */
export function isForTheModel({ severity, code }: Diagnostic): boolean {
  return severity === 'error' && !notTheModels.has(code);
}

/** A hint may name what was allowed, of the caller's own schema. */
export function wordForTheModel({ code, path, message, hint }: Diagnostic): string {
  return `the pipeline it makes is wrong at ${path} (${code}): ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
