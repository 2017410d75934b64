import {
  commonColumnType,
  isDerived,
  nameOutputs,
  qualifyColumns,
  type Column,
  type Expression,
  type OrderKey,
  type Query,
  type QueryDerived,
  type QuerySource,
  type Schema,
  type SelectQuery,
  type SetQuery,
  mapChildren,
} from '@ai-etl/core';
import { columnsOf, inferExpressionType } from '../expression/infer-expression-type.ts';
import {
  blockScope,
  relationSchema,
  selectAll,
  type From,
  type FromRelation,
  type Relation,
  type SelectRelation,
  type UnionMode,
} from '../relation/relation.ts';
import { bindDates } from './bind-dates.ts';
import { keepPresent } from './keep-present.ts';
import type { PeriodMoment } from '../bind/bind-period.ts';

/** A checked query as a relation, with relative dates bound to the moment and every column qualified. */
export function queryRelation(query: Query, moment: PeriodMoment): Relation {
  return query.kind === 'set' ? setRelation(query, moment) : selectRelation(query, moment);
}

function selectRelation(query: SelectQuery, moment: PeriodMoment): SelectRelation {
  const derived = ({ alias, query: inner }: QueryDerived): FromRelation => ({
    kind: 'relation',
    alias,
    relation: queryRelation(inner, moment),
  });
  const source = (one: QuerySource): FromRelation =>
    isDerived(one)
      ? derived(one)
      : {
          kind: 'relation',
          alias: one.alias,
          relation: { kind: 'table', object: one.object, schema: one.schema },
        };
  const subqueries = query.subqueries.map(derived);
  const unbound = query.joins.reduce<From>(
    (left, join) => ({
      kind: 'join',
      how: join.how,
      left,
      right: source(join.source),
      on: join.on,
    }),
    source(query.from),
  );
  const empty: SelectRelation = {
    kind: 'select',
    from: unbound,
    where: [],
    groupBy: null,
    subqueries,
    projections: [],
    distinct: query.distinct,
    orderBy: [],
    limit: query.limit,
  };
  const scope = blockScope(empty);
  const columns = columnsOf(scope);
  const isGrouped = (query.groupBy?.length ?? 0) > 0;
  const bind = (expression: Expression): Expression =>
    bindDates(qualifyColumns(expression, columns), scope, moment);
  const bindOutput = (expression: Expression): Expression =>
    bind(nameOutputs(expression, query.select));
  const relation: SelectRelation = {
    ...empty,
    from: mapOn(unbound, bind),
    where: query.where.map(bind),
    groupBy: query.groupBy?.map(bind) ?? null,
    having: query.having.map(bindOutput),
    projections: query.select.map(({ name, expression }) => {
      const bound = bind(expression);
      const { type, nullable } = inferExpressionType(bound, scope, isGrouped);
      return { name, expression: bound, type: type ?? { kind: 'text' }, nullable };
    }),
    orderBy: query.orderBy.map((key) => ({ ...key, by: bindOutput(key.by) })),
  };
  return keepPresent(relation);
}

const modes: Readonly<Record<SetQuery['op'], UnionMode>> = {
  union: 'distinct',
  union_all: 'all',
  intersect: 'intersect',
  except: 'except',
};

function setRelation(query: SetQuery, moment: PeriodMoment): Relation {
  const left = queryRelation(query.left, moment);
  const right = queryRelation(query.right, moment);
  const rights = relationSchema(right);
  const schema = relationSchema(left).map((column, at) => met(column, rights[at] ?? column));
  const union: Relation = {
    kind: 'union',
    mode: modes[query.op],
    inputs: [inTypes(left, schema), inTypes(right, schema)],
    schema,
  };
  if (query.orderBy.length === 0 && query.limit === null) return union;
  const alias = 'rows';
  const orderBy = query.orderBy.map((key): OrderKey => ({ ...key, by: at(key.by, alias) }));
  return { ...selectAll(union, alias), orderBy, limit: query.limit };
}

function met(left: Column, right: Column): Column {
  const type = commonColumnType(left.type, right.type) ?? left.type;
  return { name: left.name, type, nullable: left.nullable || right.nullable };
}

/** An operand whose columns have the types that both sides meet in. */
function inTypes(relation: Relation, schema: Schema): Relation {
  const own = relationSchema(relation);
  const differs = own.some((column, at) => column.type.kind !== schema[at]?.type.kind);
  if (!differs) return relation;
  const isOpen = relation.kind === 'select' && !relation.distinct;
  const base = isOpen ? relation : selectAll(relation, 'operand');
  return {
    ...base,
    projections: base.projections.map((one, at) => {
      const to = schema[at]?.type ?? one.type;
      const isSame = to.kind === one.type.kind;
      return isSame
        ? one
        : { ...one, type: to, expression: { kind: 'cast', operand: one.expression, to } };
    }),
  };
}

function mapOn(from: From, change: (on: Expression) => Expression): From {
  if (from.kind === 'relation') return from;
  return { ...from, left: mapOn(from.left, change), on: change(from.on) };
}

function at(expression: Expression, table: string): Expression {
  return expression.kind === 'column'
    ? { ...expression, table }
    : mapChildren(expression, (child) => at(child, table));
}
