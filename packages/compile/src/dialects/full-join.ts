import { invariant, type Expression, type Schema, mapChildren } from '@ai-etl/core';
import {
  fromScope,
  type From,
  type FromJoin,
  type FromRelation,
  type Projection,
  type SelectRelation,
} from '../relation/relation.ts';

/** Whether a block joins with FULL JOIN. */
export function hasFullJoin(from: From): boolean {
  return from.kind === 'join' && (from.how === 'full' || hasFullJoin(from.left));
}

/**
 * The block for dialects without FULL JOIN: it becomes a subquery of the LEFT JOIN's rows and, below
 * them, the right side's rows that match nothing.
 */
export function withoutFullJoin(select: SelectRelation): SelectRelation {
  const { from, columns } = rewrite(select.from);
  const renamed = (expression: Expression) => rename(expression, columns);
  return {
    ...select,
    from,
    where: select.where.map(renamed),
    groupBy: select.groupBy?.map(renamed) ?? null,
    ...(select.having && { having: select.having.map(renamed) }),
    projections: select.projections.map((one) => ({ ...one, expression: renamed(one.expression) })),
    orderBy: select.orderBy.map((key) => ({ ...key, by: renamed(key.by) })),
  };
}

/** Where a column is found now: by its old alias, then by its old name. */
type Columns = ReadonlyMap<string, ReadonlyMap<string, Expression>>;

interface Rewritten {
  readonly from: From;
  readonly columns: Columns;
}

function rename(expression: Expression, columns: Columns): Expression {
  if (expression.kind !== 'column') {
    return mapChildren(expression, (child) => rename(child, columns));
  }
  return columns.get(expression.table ?? '')?.get(expression.name) ?? expression;
}

function rewrite(from: From): Rewritten {
  if (from.kind === 'relation') return { from, columns: new Map() };
  const left = rewrite(from.left);
  const join: FromJoin = { ...from, left: left.from, on: rename(from.on, left.columns) };
  if (from.how !== 'full') return { from: join, columns: left.columns };
  const whole = unionOf(join);
  // Columns that the left side has renamed before are found under their first names.
  const moved = Array.from(left.columns, ([alias, names]) => {
    const again = Array.from(names, ([name, now]): [string, Expression] => [
      name,
      rename(now, whole.columns),
    ]);
    return [alias, new Map(again)] as const;
  });
  return { from: whole.from, columns: new Map([...whole.columns, ...moved]) };
}

/** One column of the joined rows: `c3`, whatever its name is, since both sides may share names. */
interface Place {
  readonly alias: string;
  readonly column: Schema[number];
  readonly name: string;
}

function placesOf(from: From, start: number): Place[] {
  return Array.from(visible(from))
    .flatMap(([alias, schema]) => schema.map((column) => ({ alias, column })))
    .map((one, index) => ({ ...one, name: `c${start + index + 1}` }));
}

/** Columns that rows of `from` have: the right side of a semi or anti join gives none. */
function visible(from: From): ReadonlyMap<string, Schema> {
  if (from.kind === 'relation') return fromScope(from);
  const all = fromScope(from);
  if (from.how !== 'semi' && from.how !== 'anti') return all;
  return new Map(Array.from(all).filter(([alias]) => alias !== from.right.alias));
}

function unionOf(join: FromJoin): Rewritten {
  const { right } = join;
  const lefts = placesOf(join.left, 0);
  const rights = placesOf(right, lefts.length);
  const matched = block({ ...join, how: 'left' }, [
    ...lefts.map(read),
    ...rights.map((place) => ({ ...read(place), nullable: true })),
  ]);
  const { from: others, columns: inOthers } = asRelation(join.left, lefts);
  const anti: FromJoin = {
    kind: 'join',
    how: 'anti',
    left: right,
    right: others,
    on: rename(join.on, inOthers),
  };
  const unmatched = block(anti, [...lefts.map(absent), ...rights.map(read)]);
  const schema = [...lefts, ...rights].map(({ name, column }) => ({
    name,
    type: column.type,
    nullable: true,
  }));
  const { alias } = right;
  return {
    from: {
      kind: 'relation',
      alias,
      relation: { kind: 'union', mode: 'all', inputs: [matched, unmatched], schema },
    },
    columns: columnsAt(alias, [...lefts, ...rights]),
  };
}

function columnsAt(table: string, places: readonly Place[]): Columns {
  const columns = new Map<string, Map<string, Expression>>();
  for (const { alias, column, name } of places) {
    const names = columns.get(alias) ?? new Map<string, Expression>();
    columns.set(alias, names.set(column.name, { kind: 'column', table, name }));
  }
  return columns;
}

/** The left side as one relation, so that it can stand in EXISTS. */
function asRelation(
  from: From,
  places: readonly Place[],
): { from: FromRelation; columns: Columns } {
  if (from.kind === 'relation') return { from, columns: new Map() };
  const [first] = places;
  invariant(first !== undefined, 'a joined relation has columns');
  const { alias } = first;
  const relation = block(from, places.map(read));
  return { from: { kind: 'relation', alias, relation }, columns: columnsAt(alias, places) };
}

function read({ alias, column, name }: Place): Projection {
  const { type, nullable } = column;
  return { name, expression: { kind: 'column', table: alias, name: column.name }, type, nullable };
}

function absent({ column, name }: Place): Projection {
  const expression: Expression = { kind: 'literal', type: 'null', value: null };
  return { name, expression, type: column.type, nullable: true };
}

function block(from: From, projections: readonly Projection[]): SelectRelation {
  return {
    kind: 'select',
    from,
    where: [],
    groupBy: null,
    projections,
    distinct: false,
    orderBy: [],
    limit: null,
  };
}
