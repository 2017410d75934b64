import type { ExpressionScope } from '../../expression/scope.ts';
import type { StepOf, StepOp } from '../../spec/steps/index.ts';
import type { ColumnType, Schema } from '../../types/column-type.ts';
import type { Findings } from '../findings.ts';
import type { WorkingSchema } from '../working-schema.ts';

export interface RuleInput {
  readonly id: string;
  readonly schema: WorkingSchema;
}

export interface RuleContext {
  /** `steps.2`. */
  readonly path: string;
  readonly inputs: readonly RuleInput[];
  readonly params: ReadonlyMap<string, ColumnType>;
  /** Result of a `sql` step as its data system described it. */
  readonly describedSchema: Schema | undefined;
  readonly findings: Findings;
}

/** What an op does to a schema: checks the step, and answers the schema of its output. */
export type OpRule<Op extends StepOp> = (step: StepOf<Op>, context: RuleContext) => WorkingSchema;

/** The only input of a step that has one; hidden when it is missing. */
export function onlyInput(context: RuleContext): RuleInput {
  return context.inputs[0] ?? { id: '', schema: { columns: [], open: true } };
}

/** Scope of an expression over all inputs of a step, each qualified by its id. */
export function stepScope(
  context: RuleContext,
  path: string,
  place: ExpressionScope['place'] = 'row',
): ExpressionScope {
  return {
    columns: context.inputs.flatMap(({ id, schema }) =>
      schema.columns.map((column) => ({ ...column, table: id })),
    ),
    open: context.inputs.some((input) => input.schema.open),
    params: context.params,
    place,
    path: `${context.path}.${path}`,
  };
}
