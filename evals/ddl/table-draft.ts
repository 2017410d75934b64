import type { CatalogColumn, CatalogTable, ForeignKey, ObjectName } from '@ai-etl/core';

/** A table while its statements are being read. */
export interface TableDraft {
  readonly object: ObjectName;
  kind: CatalogTable['kind'];
  columns: CatalogColumn[];
  primaryKey: string[];
  readonly uniqueKeys: string[][];
  /** Without `referencedColumns`: the primary key of the other table, which may come later. */
  readonly foreignKeys: ForeignKey[];
  comment: string | undefined;
}

export function draftTable(object: ObjectName): TableDraft {
  return {
    object,
    kind: 'table',
    columns: [],
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    comment: undefined,
  };
}

/** Adds to what is said of a column already: a comment of its own beside one behind it. */
export function addComment(draft: TableDraft, column: string | null, text: string): void {
  const said = text.trim();
  if (said === '') return;
  if (column === null) {
    draft.comment = joined(draft.comment, said);
    return;
  }
  draft.columns = draft.columns.map((one) =>
    one.name.toLowerCase() === column.toLowerCase()
      ? { ...one, comment: joined(one.comment, said) }
      : one,
  );
}

function joined(before: string | undefined, text: string): string {
  return before === undefined ? text : `${before}; ${text}`;
}

/** References to a table without columns mean its primary key, whose columns are always filled. */
export function finishTable(draft: TableDraft, all: readonly TableDraft[]): CatalogTable {
  const { comment, kind, object, columns, primaryKey, uniqueKeys } = draft;
  return {
    object,
    kind,
    columns: columns.map((one) =>
      primaryKey.includes(one.name) ? { ...one, nullable: false } : one,
    ),
    primaryKey,
    uniqueKeys,
    foreignKeys: draft.foreignKeys.map((key) => {
      const target = all.find((one) => isSame(one.object, key.references));
      return {
        columns: key.columns,
        references: target?.object ?? key.references,
        referencedColumns:
          key.referencedColumns.length > 0 ? key.referencedColumns : (target?.primaryKey ?? []),
      };
    }),
    ...(comment === undefined ? {} : { comment }),
    estimatedRows: null,
    estimatedBytes: null,
  };
}

/** A name without schema is found in any: DDL of one database rarely repeats it. */
export function isSame(one: ObjectName, other: ObjectName): boolean {
  return (
    one.name.toLowerCase() === other.name.toLowerCase() &&
    (one.schema === undefined ||
      other.schema === undefined ||
      one.schema.toLowerCase() === other.schema.toLowerCase())
  );
}
