import type { Expression } from '../../expression/ast.ts';
import { typeCondition } from '../typed-expression.ts';
import { onlyInput, stepScope, type OpRule } from './op-rule.ts';

/** Same columns; those that cannot be NULL where the condition is true become not nullable. */
export const filterRule: OpRule<'filter'> = (step, context) => {
  const { schema } = onlyInput(context);
  const { expression } = typeCondition(step.where, stepScope(context, 'where'), context.findings);
  if (expression === undefined) return schema;
  const present = columnsProvedPresent(expression);
  return {
    ...schema,
    columns: schema.columns.map((column) =>
      column.nullable && present.has(column.name) ? { ...column, nullable: false } : column,
    ),
  };
};

/** Names of columns that are not NULL whenever the condition is true. */
export function columnsProvedPresent(condition: Expression): ReadonlySet<string> {
  switch (condition.kind) {
    case 'binary': {
      const left = columnsProvedPresent(condition.left);
      const right = columnsProvedPresent(condition.right);
      if (condition.op === 'or') return new Set([...left].filter((name) => right.has(name)));
      if (condition.op === 'and') return new Set([...left, ...right]);
      return namesOf([condition.left, condition.right], isComparison(condition.op));
    }
    case 'is_null':
      return namesOf([condition.operand], condition.negated);
    case 'in':
    case 'in_period':
      return namesOf([condition.operand], true);
    case 'between':
      return namesOf([condition.operand], !condition.negated);
    case 'like':
      return namesOf([condition.operand, condition.pattern], true);
    default:
      return new Set();
  }
}

function isComparison(op: string): boolean {
  return ['eq', 'ne', 'lt', 'le', 'gt', 'ge'].includes(op);
}

function namesOf(expressions: readonly Expression[], proved: boolean): ReadonlySet<string> {
  if (!proved) return new Set();
  return new Set(expressions.flatMap((one) => (one.kind === 'column' ? [one.name] : [])));
}
