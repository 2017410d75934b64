import type { CatalogTable, ProfiledIndex } from '@ai-etl/core';
import type { SqlValue } from '../values/sql-value.ts';
import type { ReadRows } from './facts.ts';

export interface FoundIndexes {
  readonly indexes: readonly ProfiledIndex[];
  /** Those that take pages of their own. */
  readonly names: readonly string[];
  /** Columns whose least and greatest value one of them gives at once. */
  readonly ranged: ReadonlySet<string>;
}

// An index in another order than the column's bytes does not answer min() and max().
const indexesSql = `
SELECT i.name, i."unique", i.partial, json_group_array(x.name ORDER BY x.seqno), max(x.seqno = 0 AND x.coll = 'BINARY')
  FROM pragma_index_list(?, 'main') AS i JOIN pragma_index_xinfo(i.name, 'main') AS x
 WHERE x.key GROUP BY i.name ORDER BY i.seq DESC`;

/** Types that are kept in their order; a decimal may be kept as text. */
const inOrder: ReadonlySet<string> = new Set([
  'int64',
  'float64',
  'date',
  'time',
  'timestamp',
  'timestamptz',
]);

/** Indexes of a table; a primary key that is the rowid has none, and is found at once all the same. */
export async function readIndexes(read: ReadRows, table: CatalogTable): Promise<FoundIndexes> {
  const rows = await read(indexesSql, [table.object.name]);
  const found = rows.map(([name, unique, partial, parts, isBinary]) => ({
    name: String(name),
    isBinary: isBinary === 1n,
    index: { columns: columnsOf(parts), unique: unique === 1n, partial: partial === 1n },
  }));
  const { primaryKey } = table;
  const isListed = found.some(
    ({ index }) => index.unique && !index.partial && sameNames(index.columns, primaryKey),
  );
  const rowid =
    primaryKey.length === 0 || isListed
      ? []
      : [{ isBinary: true, index: { columns: primaryKey, unique: true, partial: false } }];
  const all = [...rowid, ...found];
  const types = new Map(table.columns.map(({ name, type }) => [name, type.kind]));
  const ranged = all.flatMap(({ isBinary, index: { columns, partial } }) => {
    const [first = null] = columns;
    const isRanged = isBinary && !partial && first !== null && inOrder.has(types.get(first) ?? '');
    return isRanged ? [first] : [];
  });
  return {
    indexes: all.map((one) => one.index),
    names: found.map((one) => one.name),
    ranged: new Set(ranged),
  };
}

/** A JSON list of names; null stands for an expression. */
function columnsOf(json: SqlValue | undefined): readonly (string | null)[] {
  const names: unknown = JSON.parse(String(json ?? '[]'));
  return Array.isArray(names) ? names.map((one) => (typeof one === 'string' ? one : null)) : [];
}

function sameNames(left: readonly (string | null)[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, place) => name === right[place]);
}
