import { printColumnType, type ColumnType } from '../types/column-type.ts';

/**
 * What is known of a value while types are inferred: a column type, or one of three that no
 * column can have. `unknown` follows a reported error and silences what would only repeat it.
 */
export type InferredType =
  | ColumnType
  | { readonly kind: 'null' }
  | { readonly kind: 'interval' }
  | { readonly kind: 'unknown' };

export interface TypedValue {
  readonly type: InferredType;
  readonly nullable: boolean;
}

export const unknownValue: TypedValue = { type: { kind: 'unknown' }, nullable: true };

/** The column type, or undefined when it is none. */
export function asColumnType(type: InferredType): ColumnType | undefined {
  return type.kind === 'null' || type.kind === 'interval' || type.kind === 'unknown'
    ? undefined
    : type;
}

/** For messages: `decimal(18,2)`, `NULL`, `an interval`. */
export function describeType(type: InferredType): string {
  if (type.kind === 'null') return 'NULL';
  if (type.kind === 'interval') return 'an interval';
  return type.kind === 'unknown' ? 'unknown' : printColumnType(type);
}
