import { mapChildren, type Expression } from '@ai-etl/core';
import { isComputedOverRows } from '../relation/inline.ts';
import {
  relationSchema,
  selectAll,
  type FromRelation,
  type Relation,
  type SelectRelation,
} from '../relation/relation.ts';

/**
 * Leaves NULLs out of the subqueries that IN compares with, where they would matter: in SQL one
 * NULL among the values makes NOT IN true for no row. `x NOT IN (…)` takes the place of `NOT x IN (…)`.
 */
export function keepPresent(select: SelectRelation): SelectRelation {
  const { subqueries = [] } = select;
  if (subqueries.length === 0) return select;
  const known = new Map(subqueries.map((one) => [one.alias, one]));
  const careful = new Map<string, string>();
  const note = (expression: Expression, isCondition: boolean): Expression => {
    if (expression.kind === 'unary' && expression.operand.kind === 'in') {
      const inner = expression.operand;
      const subquery = subqueryOf(inner, known);
      if (subquery !== undefined) return note({ ...inner, negated: !inner.negated }, isCondition);
    }
    const column = subqueryOf(expression, known);
    if (column !== undefined && expression.kind === 'in') {
      if (expression.negated || !isCondition) careful.set(column.table, column.name);
    }
    const goesOn =
      isCondition &&
      expression.kind === 'binary' &&
      (expression.op === 'and' || expression.op === 'or');
    return mapChildren(expression, (child) => note(child, goesOn));
  };
  const changed: SelectRelation = {
    ...select,
    where: select.where.map((one) => note(one, true)),
    having: (select.having ?? []).map((one) => note(one, true)),
    projections: select.projections.map((one) => ({
      ...one,
      expression: note(one.expression, false),
    })),
    orderBy: select.orderBy.map((key) => ({ ...key, by: note(key.by, false) })),
  };
  return {
    ...changed,
    subqueries: subqueries.map((one): FromRelation => {
      const name = careful.get(one.alias);
      return name === undefined ? one : { ...one, relation: withPresent(one.relation, name) };
    }),
  };
}

/** The subquery's column that an IN compares with; undefined: it lists values. */
export function subqueryOf(
  expression: Expression,
  subqueries: ReadonlyMap<string, FromRelation>,
): { readonly table: string; readonly name: string; readonly relation: Relation } | undefined {
  if (expression.kind !== 'in' || expression.items.length !== 1) return undefined;
  const [item] = expression.items;
  if (item?.kind !== 'column' || item.table === undefined) return undefined;
  const subquery = subqueries.get(item.table);
  return subquery && { table: item.table, name: item.name, relation: subquery.relation };
}

function withPresent(relation: Relation, name: string): Relation {
  const column = relationSchema(relation).find((one) => one.name === name);
  if (column?.nullable !== true) return relation;
  const isOpen = relation.kind === 'select' && relation.limit === null;
  const shown = isOpen
    ? relation.projections.find((one) => one.name === name)?.expression
    : undefined;
  const base =
    isOpen && shown !== undefined && !isComputedOverRows(shown)
      ? relation
      : selectAll(relation, 'present');
  const operand: Expression =
    base === relation && shown ? shown : { kind: 'column', table: 'present', name };
  return { ...base, where: [...base.where, { kind: 'is_null', operand, negated: true }] };
}
