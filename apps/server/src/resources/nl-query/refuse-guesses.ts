import {
  AiEtlError,
  nestedQueries,
  type Expression,
  type Query,
  type SelectQuery,
  type SetQuery,
} from '@ai-etl/core';
import { columnsIn } from './columns-in.ts';
import type { PersonalColumns } from './personal-columns.ts';
import { columnLookup, personalIn, shownColumns } from './shown-columns.ts';

/**
 * Hidden values could be guessed, one question after the other, by what they select, join, decide or
 * sort, at any depth of the query. Throws PERMISSION_DENIED. Whether a value is there may be asked.
 */
export function refuseGuesses(query: Query, personal: PersonalColumns): void {
  if (personal.size === 0) return;
  for (const one of nestedQueries(query)) refuseGuesses(one, personal);
  if (query.kind === 'set') refuseComparedOperands(query, personal);
  else refuseInBlock(query, personal);
}

function refuseInBlock(query: SelectQuery, personal: PersonalColumns): void {
  const lookUp = columnLookup(query, personal);
  const isPersonal = (one: Expression): boolean => personalIn(one, lookUp) !== null;
  const selected = new Map(query.select.map(({ name, expression }) => [name, expression]));
  const named = (one: Expression): readonly Expression[] =>
    columnsIn(one).flatMap((column) =>
      column.table === undefined ? (selected.get(column.name) ?? []) : [],
    );
  const conditions = [
    ...query.joins
      .filter(({ how }) => how !== 'cross')
      .flatMap(({ on }) => parts(on).filter((one) => !comparesColumns(one, isPersonal))),
    ...query.where,
    ...query.having.flatMap((one) => [one, ...named(one)]),
  ];
  const shown = [
    ...query.select.map(({ expression }) => expression),
    ...(query.groupBy ?? []),
    ...query.orderBy.map(({ by }) => by),
  ];
  const decides = [...conditions, ...shown.flatMap(predicatesIn)];
  if (decides.some(isPersonal)) throw hidden('filtered');
  const first = query.orderBy[0]?.by;
  const keys = first === undefined ? [] : [first, ...named(first)];
  const sorts = query.groupBy === null && keys.some(isPersonal);
  if (sorts && !query.select.every((one) => isPersonal(one.expression))) throw hidden('sorted');
}

/** Equal rows of two operands meet: beside a column that is hidden only another one may stand. */
function refuseComparedOperands(query: SetQuery, personal: PersonalColumns): void {
  if (query.op === 'union_all') return;
  const right = shownColumns(query.right, personal);
  const differs = shownColumns(query.left, personal).some(
    ({ meaning }, at) => (meaning === null) !== ((right[at]?.meaning ?? null) === null),
  );
  if (differs) throw hidden('filtered');
}

/** The parts of a condition that AND joins. */
function parts(on: Expression): readonly Expression[] {
  return on.kind === 'binary' && on.op === 'and' ? [...parts(on.left), ...parts(on.right)] : [on];
}

/** Two hidden columns that rows are joined by tell neither. */
function comparesColumns(one: Expression, isPersonal: (side: Expression) => boolean): boolean {
  if (one.kind !== 'binary' || one.op !== 'eq') return false;
  const sides = [one.left, one.right];
  return sides.every((side) => side.kind === 'column' && isPersonal(side));
}

const comparisons: ReadonlySet<unknown> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** Conditions within what is shown, grouped or sorted: their outcome tells as much as a filter does. */
function predicatesIn(node: unknown): readonly Expression[] {
  if (Array.isArray(node)) return node.flatMap(predicatesIn);
  if (!isNode(node)) return [];
  const own =
    node.kind === 'in' ||
    node.kind === 'between' ||
    node.kind === 'like' ||
    node.kind === 'in_period' ||
    (node.kind === 'binary' && comparisons.has(node.op));
  return [...(own ? [node] : []), ...Object.values(node).flatMap(predicatesIn)];
}

function isNode(node: unknown): node is Expression {
  return typeof node === 'object' && node !== null;
}

function hidden(how: 'filtered' | 'sorted'): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    `Rows may not be ${how} by personal data, which your role shows masked. It takes the permission data:unmask, or a question without that condition; without "execute" the SQL alone is answered.`,
    { details: [{ field: 'question', error: `rows are ${how} by a column masked for you` }] },
  );
}
