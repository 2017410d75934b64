import type { ColumnType, Expression, ObjectName, OrderKey, Schema } from '@ai-etl/core';

/**
 * What stands between a spec and its text: relations as plain data. Column references inside a
 * select name an alias of its `from` and a column of the relation behind that alias.
 */
export type Relation =
  TableRelation | TextRelation | SelectRelation | UnionRelation | NumbersRelation | ScriptRelation;

/** A table or view, read as it is. */
export interface TableRelation {
  readonly kind: 'table';
  readonly object: ObjectName;
  readonly schema: Schema;
}

/** SQL that the user wrote, in the source's own dialect. */
export interface TextRelation {
  readonly kind: 'text';
  readonly sql: string;
  readonly schema: Schema;
}

/**
 * One SELECT block. Clauses run in SQL's order: from, where, groupBy, having, window functions in
 * projections, distinct, orderBy, limit.
 */
export interface SelectRelation {
  readonly kind: 'select';
  readonly from: From;
  /** All must be true. */
  readonly where: readonly Expression[];
  /** null: no grouping; empty: one group for the whole input. */
  readonly groupBy: readonly Expression[] | null;
  /** Conditions on groups. All must be true. */
  readonly having?: readonly Expression[];
  /** Relations that stand in expressions: a column of one is its only row's value, or IN its rows. */
  readonly subqueries?: readonly FromRelation[];
  readonly projections: readonly Projection[];
  readonly distinct: boolean;
  readonly orderBy: readonly OrderKey[];
  readonly limit: { readonly count: number; readonly offset: number } | null;
}

/** Inputs have the same columns in the same order. */
export interface UnionRelation {
  readonly kind: 'union';
  readonly mode: UnionMode;
  readonly inputs: readonly Relation[];
  readonly schema: Schema;
}

/** All but `all` leave no two equal rows; `intersect` and `except` have two inputs. */
export type UnionMode = 'all' | 'distinct' | 'intersect' | 'except';

/** The numbers 1 to `count`, in one column. */
export interface NumbersRelation {
  readonly kind: 'numbers';
  readonly count: number;
  readonly schema: Schema;
}

/** SQL that the user wrote over named inputs; it has been checked. */
export interface ScriptRelation {
  readonly kind: 'script';
  readonly inputs: readonly { readonly name: string; readonly relation: SelectRelation }[];
  readonly sql: string;
  readonly schema: Schema;
}

export interface Projection {
  readonly name: string;
  readonly expression: Expression;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

export type From = FromRelation | FromJoin;

export interface FromRelation {
  readonly kind: 'relation';
  readonly alias: string;
  readonly relation: Relation;
}

export interface FromJoin {
  readonly kind: 'join';
  readonly how: JoinHow;
  readonly left: From;
  readonly right: FromRelation;
  readonly on: Expression;
}

export type JoinHow = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross';

/** Columns a relation yields, in order. */
export function relationSchema(relation: Relation): Schema {
  if (relation.kind !== 'select') return relation.schema;
  return relation.projections.map(({ name, type, nullable }) => ({ name, type, nullable }));
}

/** Columns by alias as expressions over `from` see them: outer joins make columns nullable. */
export function fromScope(from: From): ReadonlyMap<string, Schema> {
  if (from.kind === 'relation') return new Map([[from.alias, relationSchema(from.relation)]]);
  const left = fromScope(from.left);
  const right = fromScope(from.right);
  const leftNullable = from.how === 'right' || from.how === 'full';
  const rightNullable = from.how === 'left' || from.how === 'full';
  return new Map([
    ...(leftNullable ? allNullable(left) : left),
    ...(rightNullable ? allNullable(right) : right),
  ]);
}

/** Columns that a block's expressions may read: of `from`, and values of subqueries, NULL without rows. */
export function blockScope({ from, subqueries = [] }: SelectRelation): ReadonlyMap<string, Schema> {
  const scope = fromScope(from);
  if (subqueries.length === 0) return scope;
  const values = subqueries.map(
    ({ alias, relation }) => [alias, relationSchema(relation)] as const,
  );
  return new Map([...scope, ...allNullable(new Map(values))]);
}

function allNullable(scope: ReadonlyMap<string, Schema>): ReadonlyMap<string, Schema> {
  return new Map(
    Array.from(scope, ([alias, schema]) => [
      alias,
      schema.map((column) => ({ ...column, nullable: true })),
    ]),
  );
}

/** A block that reads every column of a relation and does nothing else. */
export function selectAll(relation: Relation, alias: string): SelectRelation {
  return {
    kind: 'select',
    from: { kind: 'relation', alias, relation },
    where: [],
    groupBy: null,
    projections: relationSchema(relation).map(({ name, type, nullable }) => ({
      name,
      expression: { kind: 'column', table: alias, name },
      type,
      nullable,
    })),
    distinct: false,
    orderBy: [],
    limit: null,
  };
}
