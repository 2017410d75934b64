import type { ColumnExpression, Expression } from '../../expression/ast.ts';
import { mapChildren } from '../../expression/walk.ts';
import { isDerived, outputNames } from '../query-parts.ts';
import type { QueryDerived, QuerySource } from '../query.ts';
import type { DraftReading } from './draft-reading.ts';

/** Names of the columns a source has. */
export function columnNames(source: QuerySource): readonly string[] {
  return isDerived(source) ? outputNames(source.query) : source.schema.map(({ name }) => name);
}

/**
 * Finds what the expressions of one block name: columns of its sources, by their exact names or the
 * only ones that differ in case; and queries of `with`, which become the block's subqueries.
 */
export class DraftColumns {
  readonly #sources: readonly QuerySource[];
  readonly #reading: DraftReading;
  readonly #subqueries = new Map<string, QueryDerived>();

  constructor(sources: readonly QuerySource[], reading: DraftReading) {
    this.#sources = sources;
    this.#reading = reading;
  }

  /** Queries of `with` that expressions have named so far. */
  get subqueries(): readonly QueryDerived[] {
    return [...this.#subqueries.values()];
  }

  /** The expression with its columns named as the query has them. */
  find(expression: Expression, outputs: ReadonlySet<string> = new Set()): Expression {
    if (expression.kind !== 'column') {
      return mapChildren(expression, (child) => this.find(child, outputs));
    }
    if (expression.table === undefined && outputs.has(expression.name)) return expression;
    return this.#findColumn(expression);
  }

  #findColumn(column: ColumnExpression): Expression {
    const own = this.#sources.filter(
      ({ alias }) => column.table === undefined || same(alias, column.table),
    );
    const exact = own.flatMap((source) =>
      columnNames(source)
        .filter((name) => name === column.name)
        .map((name) => ({ table: source.alias, name })),
    );
    const alike = own.flatMap((source) =>
      columnNames(source)
        .filter((name) => same(name, column.name))
        .map((name) => ({ table: source.alias, name })),
    );
    const [only, ...others] = exact.length > 0 ? exact : alike;
    if (only !== undefined) return others.length > 0 ? column : { kind: 'column', ...only };
    return (
      (column.table === undefined ? this.#wholeQuery(column) : this.#ofQuery(column)) ?? column
    );
  }

  /** `average.amount`: a column of a query of `with`. */
  #ofQuery({ table = '', name }: ColumnExpression): ColumnExpression | undefined {
    if (this.#sources.some(({ alias }) => same(alias, table))) return undefined;
    const subquery = this.#subquery(table);
    if (subquery === undefined) return undefined;
    const names = columnNames(subquery);
    const found = names.find((one) => one === name) ?? names.find((one) => same(one, name));
    return { kind: 'column', table: subquery.alias, name: found ?? name };
  }

  /** `average` alone: the only column of a query of `with`. */
  #wholeQuery({ name }: ColumnExpression): ColumnExpression | undefined {
    const query = this.#reading.named.get(name);
    const [only, ...others] = query === undefined ? [] : outputNames(query);
    if (only === undefined || others.length > 0) return undefined;
    const subquery = this.#subquery(name);
    return subquery && { kind: 'column', table: subquery.alias, name: only };
  }

  #subquery(name: string): QueryDerived | undefined {
    const known = this.#subqueries.get(name);
    if (known !== undefined) return known;
    const query = this.#reading.use(name);
    if (query === undefined) return undefined;
    const subquery = { alias: name, query };
    this.#subqueries.set(name, subquery);
    return subquery;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
