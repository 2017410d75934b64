import type { Evidence } from './evidence.ts';

/** One side of a movement, as the words name it. */
export interface EndpointMention {
  /** Connector type, `postgresql`; null when no kind of system is named. */
  readonly system: string | null;
  /** Folded words beside the system that may name a connection, database or schema. */
  readonly place: readonly string[];
  /** "schema crm", "the bi database": which kind of container `place` is, when the words say so. */
  readonly container: 'schema' | 'database' | 'connection' | null;
  readonly objects: readonly ObjectMention[];
  readonly evidence: readonly Evidence[];
}

/** A table, file or other thing, as the words name it. */
export type ObjectMention =
  /** `orders`, `analytics.orders`: written as a name. */
  | {
      readonly kind: 'name';
      readonly schema: string | null;
      readonly name: string;
      readonly evidence: Evidence;
    }
  /** "completed customer orders": folded words, generic nouns such as "data" left out. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly evidence: Evidence }
  /** "everything", "all tables" */
  | { readonly kind: 'all'; readonly evidence: Evidence }
  | { readonly kind: 'path'; readonly path: string; readonly evidence: Evidence };
