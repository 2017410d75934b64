import { isDerived, nestedQueries, sourcesOf, type Expression, type Query } from '@ai-etl/core';
import type { JoinEdge } from '../../query/join-graph.ts';

/** A column that is added up although a join repeats its rows. */
export interface RepeatedSum {
  /** `orders.total_amount` */
  readonly column: string;
  /** The table of which a row may meet several: `order_lines`. */
  readonly by: string;
}

/** Totals and averages of a query in which a row counts once for each row of another table that it is joined to. */
export function repeatedSums(query: Query, edges: readonly JoinEdge[]): readonly RepeatedSum[] {
  const inner = nestedQueries(query).flatMap((one) => repeatedSums(one, edges));
  if (query.kind === 'set') return inner;
  const tables = new Map(
    sourcesOf(query).flatMap((one) =>
      isDerived(one) ? [] : [[one.alias, one.object.name] as const],
    ),
  );
  const crossings = query.joins.flatMap(({ on }) => crossingsOf(on, tables, edges));
  const added = [...query.select.map(({ expression }) => expression), ...query.having].flatMap(
    addedUp,
  );
  const found = added.flatMap(({ alias, name }): readonly RepeatedSum[] => {
    const by = repeatedBy(alias, crossings);
    const [table, other] = [alias, by].map((one) => (one === null ? undefined : tables.get(one)));
    return table === undefined || other === undefined
      ? []
      : [{ column: `${table}.${name}`, by: other }];
  });
  const seen = new Set<string>();
  return [...found, ...inner].filter(
    ({ column }) => !seen.has(column) && seen.add(column) !== undefined,
  );
}

interface Column {
  readonly alias: string;
  readonly name: string;
}

/** The first column of each sum and average that is told apart by no DISTINCT. */
function addedUp(node: unknown): readonly Column[] {
  if (Array.isArray(node)) return node.flatMap(addedUp);
  if (typeof node !== 'object' || node === null) return [];
  const [kind, name] = [Reflect.get(node, 'kind'), Reflect.get(node, 'name')];
  const isSum =
    kind === 'call' && (name === 'sum' || name === 'avg') && Reflect.get(node, 'distinct') !== true;
  if (isSum) return columnsIn(Reflect.get(node, 'args')).slice(0, 1);
  return Object.values(node).flatMap(addedUp);
}

function columnsIn(node: unknown): readonly Column[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (typeof node !== 'object' || node === null) return [];
  const [kind, alias, name] = ['kind', 'table', 'name'].map((key): unknown =>
    Reflect.get(node, key),
  );
  if (kind === 'column' && typeof alias === 'string' && typeof name === 'string')
    return [{ alias, name }];
  return Object.values(node).flatMap(columnsIn);
}

/** A join of two aliases: a row of `many` has one of `one`. */
interface Crossing {
  readonly many: string;
  readonly one: string;
}

function crossingsOf(
  on: Expression,
  tables: ReadonlyMap<string, string>,
  edges: readonly JoinEdge[],
): readonly Crossing[] {
  const [a, b] = columnsIn(on);
  if (a === undefined || b === undefined) return [];
  const goes = (many: Column, one: Column): boolean =>
    edges.some(
      (edge) =>
        edge.many.object.name === tables.get(many.alias) &&
        edge.one.object.name === tables.get(one.alias) &&
        edge.columns.includes(many.name) &&
        edge.referencedColumns.includes(one.name),
    );
  if (goes(a, b)) return [{ many: a.alias, one: b.alias }];
  return goes(b, a) ? [{ many: b.alias, one: a.alias }] : [];
}

/** The alias of which a row of another may meet several; null where it meets one at most. */
function repeatedBy(alias: string, crossings: readonly Crossing[]): string | null {
  const reached = [alias];
  for (const here of reached) {
    for (const { many, one } of crossings) {
      if (one === here && !reached.includes(many)) return many;
      if (many === here && !reached.includes(one)) reached.push(one);
    }
  }
  return null;
}
