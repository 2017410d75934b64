import type { ColumnType } from '@ai-etl/core';
import { quoteIdentifier } from '../dialects/postgresql/literal.ts';
import type { Choices } from './choices.ts';
import { constants, shapes, type ExpressionKind } from './expression-shapes.ts';

/** A column of a node that is being grown. */
export interface GrownColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** False for floats that were computed: their last digits differ between systems. */
  readonly exact: boolean;
}

/** Columns that an expression may name. */
export interface GrowScope {
  readonly columns: readonly GrownColumn[];
  /** The node's id, where two inputs share names. */
  readonly table?: string;
  readonly choices: Choices;
}

/** The text form of a well-typed expression of a kind, at most `depth` shapes deep. */
export function growExpression(kind: ExpressionKind, depth: number, scope: GrowScope): string {
  const { choices } = scope;
  const own = shapes[kind];
  const isLeaf = depth === 0 || own.length === 0 || choices.below(4) === 0;
  return isLeaf ? leaf(kind, scope) : fill(choices.one(own) ?? '', depth - 1, scope);
}

/** A shape with each of its `{kind}` grown. */
export function fill(shape: string, depth: number, scope: GrowScope): string {
  return shape.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    isKind(name) ? growExpression(name, depth, scope) : all,
  );
}

/** A column's name as expressions write it. */
export function columnText(name: string, table?: string): string {
  const quoted = quoteIdentifier(name);
  return table === undefined ? quoted : `${table}.${quoted}`;
}

function leaf(kind: ExpressionKind, { columns, table, choices }: GrowScope): string {
  const fitting = columns.filter((column) => isOfKind(column, kind));
  const column = choices.rarely(6) ? undefined : choices.one(fitting);
  if (column === undefined) return choices.one(constants[kind]) ?? '';
  const text = columnText(column.name, table);
  return kind === 'int' ? `(${text} % 97)` : text;
}

/** Whether a column may stand where a kind is asked for. */
export function isOfKind({ type, exact }: GrownColumn, kind: ExpressionKind): boolean {
  switch (kind) {
    case 'int':
    case 'whole':
      return isWhole(type);
    case 'decimal':
      // Room for the digits that sums and products of three levels need.
      return type.kind === 'decimal' && (type.precision ?? 99) <= 18;
    case 'exact':
      return isWhole(type) || (type.kind === 'decimal' && type.precision !== undefined);
    case 'float':
      return type.kind === 'float64';
    case 'measured':
      return type.kind === 'float64' && exact;
    default:
      return type.kind === kind;
  }
}

/** The kind by which most can be done with a column; undefined for lists and other odd ones. */
export function kindOf(column: GrownColumn): ExpressionKind | undefined {
  return allKinds.find((kind) => isOfKind(column, kind) && kind !== 'int');
}

/** Whether rows may be grouped, ordered and matched by a column: nothing differs in its last digits. */
export function isKey(column: GrownColumn): boolean {
  const kind = kindOf(column);
  return kind !== undefined && kind !== 'float';
}

const allKinds: readonly ExpressionKind[] = [
  'int',
  'whole',
  'decimal',
  'exact',
  'measured',
  'float',
  'text',
  'bool',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
];

function isWhole(type: ColumnType): boolean {
  return ['int8', 'int16', 'int32', 'int64'].includes(type.kind);
}

function isKind(name: string): name is ExpressionKind {
  return Object.hasOwn(shapes, name);
}
