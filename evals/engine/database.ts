import type { Catalog, ConnectorSession, DialectName } from '@ai-etl/core';
import type { ValueIndex } from './value-index.ts';

/** What a question is asked about. */
export interface AskedDatabase {
  readonly dialect: DialectName;
  readonly catalog: Catalog;
  /** Text values that columns hold; none where only DDL is known. */
  readonly values: ValueIndex;
  /** Read-only; null where only DDL is known. */
  readonly session: ConnectorSession | null;
}

/** What the engine answers. */
export type Answer =
  | { readonly kind: 'sql'; readonly sql: string; readonly confidence: number }
  /** A question back, or why it is not answered. */
  | { readonly kind: 'clarify'; readonly clarify: string };
