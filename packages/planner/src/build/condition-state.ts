import { printExpression, type CatalogTable, type Expression } from '@ai-etl/core';
import type { Condition } from '../ir/index.ts';
import { askOne, assume, type Findings } from '../link/findings.ts';
import { columnChoices } from '../link/link-column.ts';
import { linkState, type LinkedState } from '../link/link-state.ts';
import type { Choice } from '../plan-types.ts';

/** Where a condition belongs: its table, its question's id, and the spec path for assumptions. */
export interface ConditionPlace {
  readonly table: CatalogTable;
  readonly id: string;
  readonly path: string;
  readonly findings: Findings;
}

/** One expression for "completed or shipped", each state where the table shows it. */
export function buildStates(condition: Condition, place: ConditionPlace): Expression | null {
  const states = condition.values.map((value) => String(value.value));
  const expressions: Expression[] = [];
  for (const state of states) {
    const found = resolveState(state, place);
    if (found === null) return null;
    expressions.push(found);
  }
  const [first, ...rest] = expressions;
  if (first === undefined) return null;
  const any = rest.reduce<Expression>(
    (left, right) => ({ kind: 'binary', op: 'or', left, right }),
    first,
  );
  if (condition.cmp === 'state') return any;
  const none: Expression =
    rest.length === 0 ? negate(first) : { kind: 'unary', op: 'not', operand: any };
  const names = expressions.flatMap((one) =>
    one.kind === 'binary' && one.left.kind === 'column' ? [one.left.name] : [],
  );
  return keepUnknown(none, names, place);
}

function negate(expression: Expression): Expression {
  if (expression.kind === 'binary' && expression.op === 'eq') return { ...expression, op: 'ne' };
  if (expression.kind === 'is_null') return { ...expression, negated: !expression.negated };
  return { kind: 'unary', op: 'not', operand: expression };
}

/**
 * "not cancelled" said in words keeps rows whose status is unknown; SQL's `<>` alone would drop
 * them in silence. Stated as an assumption where the column can be empty.
 */
export function keepUnknown(
  expression: Expression,
  names: readonly string[],
  place: ConditionPlace,
): Expression {
  const { table, findings, path } = place;
  const open = [...new Set(names)].filter((name) =>
    table.columns.some((column) => column.name === name && column.nullable),
  );
  if (open.length === 0) return expression;
  assume(findings, {
    path,
    value: `rows without ${open.join(', ')} stay`,
    because: 'an unknown value is not the one that is excluded',
    alternatives: [`rows without ${open.join(', ')} go too`],
  });
  return open.reduce<Expression>(
    (left, name) => ({
      kind: 'binary',
      op: 'or',
      left,
      right: { kind: 'is_null', operand: { kind: 'column', name }, negated: false },
    }),
    expression,
  );
}

/** The expression of one state: the best column as an assumption, or a question when none fits. */
export function resolveState(state: string, place: ConditionPlace): Expression | null {
  const { table, findings, id, path } = place;
  const options = linkState(state, table);
  const [best, second] = options;
  if (best !== undefined && (second === undefined || isClear(best, second))) {
    assume(findings, {
      path,
      value: describe(best, state),
      because: `"${state}" is read as a state; ${best.because}`,
      alternatives: options.slice(1).map((one) => describe(one, state)),
    });
    return best.expression;
  }
  const offered: Choice[] =
    options.length > 0
      ? options.map((one) => ({
          value: one.column.name,
          label: describe(one, state),
          because: one.because,
        }))
      : columnChoices(table.columns.filter((column) => column.type.kind === 'text'));
  const name = askOne(findings, {
    id: `${id}_${state.replaceAll(/[^\p{L}\p{N}]/gu, '')}`,
    field: 'filter',
    question: `How do rows of ${table.object.name} show that they are ${state}? Choose the column that says "${state}".`,
    choices: offered,
    accept: (text) =>
      table.columns.find((column) => column.name.toLowerCase() === text.toLowerCase())?.name ??
      null,
  });
  const chosen = options.find((one) => one.column.name === name);
  if (chosen !== undefined) return chosen.expression;
  if (name === null) return null;
  return {
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', name },
    right: { kind: 'literal', type: 'text', value: state },
  };
}

/** A plain `status` beats `payment_status`; a flag of the very name beats both. */
function isClear(best: LinkedState, second: LinkedState): boolean {
  return (
    best.column.type.kind !== second.column.type.kind ||
    best.column.name.length < second.column.name.length
  );
}

function describe(state: LinkedState, word: string): string {
  const { column, expression, isOwn } = state;
  if (isOwn === true) return printExpression(expression);
  if (expression.kind === 'is_null') return `${column.name} is filled`;
  return column.type.kind === 'bool' ? `${column.name}, a flag` : `${column.name} = '${word}'`;
}
