import { typeCondition } from '../typed-expression.ts';
import type { WorkingColumn, WorkingSchema } from '../working-schema.ts';
import { stepScope, type OpRule, type RuleContext } from './op-rule.ts';

/** Left columns, then right ones; the side that may be missing becomes nullable. */
export const joinRule: OpRule<'join'> = (step, context) => {
  const [left, right] = context.inputs;
  typeCondition(step.on, stepScope(context, 'on'), context.findings);
  if (left === undefined || right === undefined) return { columns: [], open: true };
  const { how } = step;
  if (how === 'semi' || how === 'anti') return left.schema;
  const leftColumns = side(left.schema, how === 'right' || how === 'full');
  const rightColumns = side(right.schema, how === 'left' || how === 'full' || how === 'asof');
  const columns = [...leftColumns, ...withSuffix(leftColumns, rightColumns, step.suffix)];
  reportCollisions(columns, context, step.suffix);
  return { columns, open: left.schema.open || right.schema.open };
};

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
