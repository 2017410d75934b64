import {
  isDerived,
  outputNames,
  sourcesOf,
  type Expression,
  type Query,
  type QuerySource,
  type SelectQuery,
  type SemanticFinding,
} from '@ai-etl/core';
import { columnsIn, type NamedColumn } from './columns-in.ts';
import { columnKey, type PersonalColumns } from './personal-columns.ts';

/** What a column of a result, or of a source within, tells. */
export interface ShownColumn {
  /** Of a person; null: nothing. */
  readonly meaning: SemanticFinding | null;
  /** Columns of tables that it passes on as they are; empty: it is computed. */
  readonly names: readonly string[];
}

/** What each column of a query's result tells, through derived tables, operands and subqueries. */
export function shownColumns(query: Query, personal: PersonalColumns): readonly ShownColumn[] {
  if (query.kind === 'set') {
    const right = shownColumns(query.right, personal);
    return shownColumns(query.left, personal).map((left, at) => ({
      meaning: left.meaning ?? right[at]?.meaning ?? null,
      names: [...left.names, ...(right[at]?.names ?? [])],
    }));
  }
  const lookUp = columnLookup(query, personal);
  return query.select.map(({ expression }) => ({
    meaning: personalIn(expression, lookUp),
    names: expression.kind === 'column' ? lookUp(expression).flatMap((one) => one.names) : [],
  }));
}

/** What a column that a block's expressions name may be: several, where its name alone is said. */
export type ColumnLookup = (column: NamedColumn) => readonly ShownColumn[];

/** How a block's own expressions name columns. */
export function columnLookup(query: SelectQuery, personal: PersonalColumns): ColumnLookup {
  const sources = new Map(
    [...sourcesOf(query), ...query.subqueries].map((one) => [one.alias, columnsOf(one, personal)]),
  );
  return ({ table, name }) =>
    (table === undefined ? [...sources.keys()] : [table]).flatMap(
      (alias) => sources.get(alias)?.get(name) ?? [],
    );
}

/** What an expression shows of a person; null: nothing. Counts tell nothing of one person. */
export function personalIn(expression: Expression, lookUp: ColumnLookup): SemanticFinding | null {
  const found = columnsIn(expression).flatMap(lookUp);
  return found.find(({ meaning }) => meaning !== null)?.meaning ?? null;
}

function columnsOf(
  source: QuerySource,
  personal: PersonalColumns,
): ReadonlyMap<string, ShownColumn> {
  if (isDerived(source)) {
    const shown = shownColumns(source.query, personal);
    return new Map(
      outputNames(source.query).flatMap((name, at) => {
        const one = shown[at];
        return one === undefined ? [] : [[name, one] as const];
      }),
    );
  }
  const { object, schema } = source;
  return new Map(
    schema.map(({ name }) => [
      name,
      { meaning: personal.get(columnKey(object, name)) ?? null, names: [name] },
    ]),
  );
}
