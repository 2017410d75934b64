import type { Diagnostic, Expression, Schema } from '@ai-etl/core';
import type { MaskKeys } from '../bind/mask-keys.ts';
import type { SelectRelation } from '../relation/relation.ts';

/** What lowering one step may ask for. Aliases are unique in one query. */
export interface Lowering {
  /** Lowers the node with this id; every call builds it anew, with its own aliases. */
  node(id: string): SelectRelation;
  /** Output schema of a node, known from resolving. */
  schema(id: string): Schema;
  /** Parses an expression over the inputs and binds parameters and relative dates. */
  expression(text: string, inputIds: readonly string[]): Expression;
  /** The key of a masked value, for a purpose of `maskPurpose`. */
  readonly maskKey: MaskKeys;
  /** The spec's name. */
  readonly pipeline: string;
  /** A free alias that begins with `wanted`. */
  alias(wanted: string): string;
}

/** What lowering cannot do; collected before lowering begins, so that lowering itself is total. */
export type Finding = Diagnostic;
