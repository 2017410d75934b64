import {
  diagnostic,
  type Diagnostic,
  type DialectName,
  type Expression,
  type Query,
  type QueryTable,
  type Schema,
} from '@ai-etl/core';
import { bindNow, bindPeriod, bindToday, type PeriodMoment } from './bind/bind-period.ts';
import { dialects } from './dialects/catalog.ts';
import { readable } from './dialects/readable.ts';
import { printQuery } from './dialects/print-query.ts';
import { inferExpressionType } from './expression/infer-expression-type.ts';
import { nest } from './relation/block.ts';
import {
  fromScope,
  relationSchema,
  type From,
  type FromRelation,
  type SelectRelation,
} from './relation/relation.ts';
import { mapChildren } from './relation/walk.ts';

export interface QueryOptions {
  readonly dialect: DialectName;
  /** RFC 3339: relative dates are counted from here. */
  readonly now: string;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
}

/** A query as text, with all literals bound, and its result. */
export interface PrintedQuery {
  readonly sql: string;
  readonly columns: Schema;
}

export type QueryResult = PrintedQuery | { readonly diagnostics: readonly Diagnostic[] };

/** Prints a query in a dialect. Pure. Answers what the dialect cannot say. */
export function compileQuery(query: Query, options: QueryOptions): QueryResult {
  const from = fromOf(query);
  const scope = fromScope(from);
  const moment = { logicalTimeMs: Date.parse(options.now), timezone: options.timezone };
  const bind = (expression: Expression): Expression => bindDates(expression, scope, moment);
  const block: SelectRelation = {
    kind: 'select',
    from,
    where: query.where.map(bind),
    groupBy: query.groupBy?.map(bind) ?? null,
    projections: query.select.map(({ name, expression }) => {
      const bound = bind(expression);
      const { type, nullable } = inferExpressionType(bound, scope);
      return { name, expression: bound, type: type ?? { kind: 'text' }, nullable };
    }),
    distinct: query.distinct,
    orderBy: query.orderBy.map((key) => ({ ...key, by: bind(key.by) })),
    limit: query.limit,
  };
  const relation = withHaving(block, query);
  const dialect = readable(dialects[options.dialect]);
  const unsupported: Diagnostic[] = [];
  const sql = printQuery(relation, dialect, (what, hint) => {
    const message = `${dialect.title} cannot express ${what}.`;
    unsupported.push(diagnostic('DIALECT_UNSUPPORTED', 'query', message, hint));
  });
  if (unsupported.length > 0) return { diagnostics: unsupported };
  return { sql, columns: relationSchema(relation) };
}

/** Conditions on groups stand outside of the grouped block; order and limit come after them. */
function withHaving(block: SelectRelation, { having, limit }: Query): SelectRelation {
  if (having.length === 0) return block;
  const outer = nest({ ...block, limit: null }, 'g');
  return { ...outer, where: having.map(inGroups), limit };
}

function inGroups(expression: Expression): Expression {
  return expression.kind === 'column'
    ? { ...expression, table: 'g' }
    : mapChildren(expression, inGroups);
}

function fromOf(query: Query): From {
  return query.joins.reduce<From>(
    (left, { how, table, on }) => ({ kind: 'join', how, left, right: relationOf(table), on }),
    relationOf(query.from),
  );
}

function relationOf({ alias, object, schema }: QueryTable): FromRelation {
  return { kind: 'relation', alias, relation: { kind: 'table', object, schema } };
}

function bindDates(
  expression: Expression,
  scope: ReadonlyMap<string, Schema>,
  moment: PeriodMoment,
): Expression {
  const bound = mapChildren(expression, (child) => bindDates(child, scope, moment));
  if (bound.kind === 'call' && bound.name === 'now') return bindNow(moment);
  if (bound.kind === 'call' && bound.name === 'today') return bindToday(moment);
  if (bound.kind !== 'in_period') return bound;
  const kind = inferExpressionType(bound.operand, scope).type?.kind;
  return bindPeriod(bound, kind === 'date' || kind === 'timestamp' ? kind : 'timestamptz', moment);
}
