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
  /** What is said of files, pages, sign-in; absent when nothing is. */
  readonly options?: EndpointOptions;
  /** Columns the words list for the object: "its columns are a, b and c". */
  readonly columns?: readonly string[];
  /** `quarantine`: the target that takes rows which break a check; absent for an ordinary end. */
  readonly role?: 'quarantine';
  readonly evidence: readonly Evidence[];
}

/** Kinds of file the words can name. */
export type FileFormat = 'csv' | 'json' | 'parquet' | 'xlsx' | 'xml' | 'avro' | 'orc';

/** How an end is to be read or written, as far as the words say. */
export interface EndpointOptions {
  readonly format?: FileFormat;
  /** One character: `;`, a tab. */
  readonly delimiter?: string;
  /** Whether the first row holds the names. */
  readonly header?: boolean;
  /** As the field calls it, lower case: `windows-1251`, `utf-8`. */
  readonly encoding?: string;
  readonly partitionBy?: readonly string[];
  /** Records a page of an API. */
  readonly pageSize?: number;
  readonly auth?: { readonly type: 'bearer' | 'basic' | 'api_key'; readonly secret: string };
  /** The business system an export comes from: `1c`, `sap`. */
  readonly businessSystem?: string;
  /** What the export holds, in the user's words: "остатки". */
  readonly entity?: string;
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
