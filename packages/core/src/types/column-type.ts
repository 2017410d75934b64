/**
 * Logical column types: what a value means, whatever system holds it. Plain data.
 *
 * `decimal` without precision is PostgreSQL's unbounded `numeric`: legal in a source, but a
 * diagnostic when a target cannot hold every such number. `timestamp` is a wall-clock reading,
 * `timestamptz` an instant; both hold microseconds.
 */
export type ColumnType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int8' }
  | { readonly kind: 'int16' }
  | { readonly kind: 'int32' }
  | { readonly kind: 'int64' }
  | { readonly kind: 'decimal'; readonly precision?: number; readonly scale?: number }
  | { readonly kind: 'float32' }
  | { readonly kind: 'float64' }
  | { readonly kind: 'text' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'timestamptz' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'json' }
  | { readonly kind: 'list'; readonly element: ColumnType };

export type ColumnTypeKind = ColumnType['kind'];

/** A column of a table or of a step's output. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

export type Schema = readonly Column[];

const simpleKinds = [
  'bool',
  'int8',
  'int16',
  'int32',
  'int64',
  'float32',
  'float64',
  'text',
  'bytes',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
] as const;

type SimpleKind = (typeof simpleKinds)[number];

function isSimpleKind(text: string): text is SimpleKind {
  return (simpleKinds as readonly string[]).includes(text);
}

/** Text form: `int64`, `decimal(18,2)`, `decimal`, `list<text>`. */
export function printColumnType(type: ColumnType): string {
  if (type.kind === 'list') return `list<${printColumnType(type.element)}>`;
  if (type.kind === 'decimal' && type.precision !== undefined) {
    return `decimal(${type.precision},${type.scale ?? 0})`;
  }
  return type.kind;
}

/** Reads the text form; undefined when it is none. Accepts no SQL spellings, see the expression parser. */
export function parseColumnType(text: string): ColumnType | undefined {
  const trimmed = text.trim().toLowerCase();
  if (isSimpleKind(trimmed)) return { kind: trimmed };
  if (trimmed === 'decimal') return { kind: 'decimal' };
  const decimal = /^decimal\(\s*(\d{1,3})\s*(?:,\s*(\d{1,3})\s*)?\)$/.exec(trimmed);
  if (decimal) {
    const precision = Number(decimal[1]);
    const scale = Number(decimal[2] ?? 0);
    return precision >= 1 && scale <= precision ? { kind: 'decimal', precision, scale } : undefined;
  }
  const list = /^list<(.+)>$/.exec(trimmed);
  if (list?.[1] === undefined) return undefined;
  const element = parseColumnType(list[1]);
  return element && { kind: 'list', element };
}

export function sameType(a: ColumnType, b: ColumnType): boolean {
  return printColumnType(a) === printColumnType(b);
}

export function isInteger(type: ColumnType): boolean {
  return ['int8', 'int16', 'int32', 'int64'].includes(type.kind);
}

export function isNumeric(type: ColumnType): boolean {
  return isInteger(type) || ['decimal', 'float32', 'float64'].includes(type.kind);
}

export function isTemporal(type: ColumnType): boolean {
  return ['date', 'time', 'timestamp', 'timestamptz'].includes(type.kind);
}
