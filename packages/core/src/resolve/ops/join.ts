import type { Expression } from '../../expression/ast.ts';
import { typeCondition } from '../typed-expression.ts';
import type { WorkingColumn, WorkingSchema } from '../working-schema.ts';
import { readAsofCondition } from './asof-condition.ts';
import { stepScope, type OpRule, type RuleContext, type RuleInput } from './op-rule.ts';

/** Left columns, then right ones; the side that may be missing becomes nullable. */
export const joinRule: OpRule<'join'> = (step, context) => {
  const [left, right] = context.inputs;
  const { expression } = typeCondition(step.on, stepScope(context, 'on'), context.findings);
  if (left === undefined || right === undefined) return { columns: [], open: true };
  const { how } = step;
  if (how === 'asof' && expression !== undefined) checkAsof(expression, { left, right }, context);
  if (how === 'semi' || how === 'anti') return left.schema;
  const leftColumns = side(left.schema, how === 'right' || how === 'full');
  const rightColumns = side(right.schema, how === 'left' || how === 'full' || how === 'asof');
  const columns = [...leftColumns, ...withSuffix(leftColumns, rightColumns, step.suffix)];
  reportCollisions(columns, context, step.suffix);
  return { columns, open: left.schema.open || right.schema.open };
};

/** An as-of condition must say which row is the nearest; names that are not known are told already. */
function checkAsof(
  on: Expression,
  { left, right }: { readonly left: RuleInput; readonly right: RuleInput },
  { path, findings }: RuleContext,
): void {
  if (left.schema.open || right.schema.open) return;
  const sideOf = ({ id, schema }: RuleInput) => ({
    id,
    columns: schema.columns.map((column) => column.name),
  });
  const condition = readAsofCondition(on, sideOf(left), sideOf(right));
  if (typeof condition !== 'string') return;
  findings.add(
    'SPEC_SHAPE',
    `${path}.on`,
    `The condition of an as-of join cannot be read: ${condition}.`,
    `write ${left.id}.key = ${right.id}.key AND ${left.id}.at >= ${right.id}.at; filter before or after`,
  );
}

function side(schema: WorkingSchema, mayBeMissing: boolean): readonly WorkingColumn[] {
  return mayBeMissing
    ? schema.columns.map((column) => ({ ...column, nullable: true }))
    : schema.columns;
}

function withSuffix(
  left: readonly WorkingColumn[],
  right: readonly WorkingColumn[],
  suffix: string | undefined,
): readonly WorkingColumn[] {
  if (suffix === undefined) return right;
  const taken = new Set(left.map((column) => column.name));
  return right.map((column) =>
    taken.has(column.name) ? { ...column, name: `${column.name}${suffix}` } : column,
  );
}

function reportCollisions(
  columns: readonly WorkingColumn[],
  context: RuleContext,
  suffix: string | undefined,
): void {
  const names = columns.map((column) => column.name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  if (twice.length === 0) return;
  const shown = twice.map((name) => `"${name}"`).join(', ');
  const hint =
    suffix === undefined
      ? 'give a suffix for the right-hand columns, such as "_right", or select and rename before joining'
      : 'choose another suffix';
  context.findings.add(
    'DUPLICATE_COLUMN',
    `${context.path}.${suffix === undefined ? 'inputs' : 'suffix'}`,
    `Both inputs of the join have ${shown}.`,
    hint,
  );
}
