import {
  AiEtlError,
  type Catalog,
  type CatalogColumn,
  type CatalogTable,
  type ForeignKey,
} from '@ai-etl/core';
import { ownTablePrefix } from '../kit/staging-name.ts';
import { ask, widthOf } from './query.ts';
import type { SessionProcess } from './process/session-process.ts';
import type { SqliteProcess } from './process/sqlite-process.ts';
import { mainSchema, quoteObject } from './quote.ts';
import { declaredType, observedType } from './value-types.ts';
import type { SqlValue } from './values/sql-value.ts';

// Shadow tables hold the innards of virtual ones, such as those of a text index.
const tablesSql = `
SELECT l.name, l.type, l.wr FROM pragma_table_list AS l
 WHERE l.schema = 'main' AND l.type IN ('table', 'view', 'virtual')
   AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND substr(l.name, 1, ?) <> ?
 ORDER BY l.name`;

const columnsSql = `
SELECT l.name, x.name, x.type, x."notnull", x.dflt_value IS NOT NULL, x.pk, x.hidden
  FROM pragma_table_list AS l JOIN pragma_table_xinfo(l.name, 'main') AS x
 WHERE l.schema = 'main' AND x.hidden <> 1 AND l.name = coalesce(?, l.name) ORDER BY l.name, x.cid`;

// Of indexes on expressions one column has no name.
const keysSql = `
SELECT l.name, i.name, json_group_array(c.name ORDER BY c.seqno)
  FROM pragma_table_list AS l JOIN pragma_index_list(l.name, 'main') AS i JOIN pragma_index_info(i.name, 'main') AS c
 WHERE l.schema = 'main' AND l.type <> 'view' AND i."unique" AND NOT i.partial AND i.origin <> 'pk'
 GROUP BY l.name, i.name HAVING count(c.name) = count(*) ORDER BY l.name, i.seq DESC`;

const foreignKeysSql = `
SELECT l.name, f.id, f."table", json_group_array(f."from" ORDER BY f.seq), json_group_array(f."to" ORDER BY f.seq)
  FROM pragma_table_list AS l JOIN pragma_foreign_key_list(l.name, 'main') AS f
 WHERE l.schema = 'main' AND l.type <> 'view' GROUP BY l.name, f.id ORDER BY l.name, f.id DESC`;

/** Rows that tell the width of a table, and what its date columns hold. */
const lookedAt = 200;

/** Reads tables, columns and keys in four statements, and looks at the first rows of each table. */
export function readCatalog(reader: SessionProcess, signal?: AbortSignal): Promise<Catalog> {
  return reader.use({ doing: 'read', signal }, async (process, both) => {
    const read = (sql: string, values: readonly SqlValue[] = []) =>
      process.rows(sql, { doing: 'read', signal: both, values });
    const tables = await read(tablesSql, [BigInt(ownTablePrefix.length), ownTablePrefix]);
    const facts: Facts = {
      columns: byTable(await readColumns(process, { tables, signal: both })),
      keys: byTable(await read(keysSql)),
      foreignKeys: byTable(await read(foreignKeysSql)),
      counts: await readCounts(process, both),
    };
    const found: CatalogTable[] = [];
    for (const row of tables) {
      const name = String(row[0]);
      const looked = await lookAt(process, { name, signal: both });
      const hasRowid = row[1] === 'table' && row[2] === 0n;
      const rows = facts.counts.get(name) ?? (hasRowid ? await largestRowid(process, name) : null);
      found.push(toTable(row, facts, { looked, rows }));
    }
    return { defaultSchema: mainSchema, tables: found };
  });
}

type Row = readonly SqlValue[];

/** One view that is broken breaks the question for all: then each is asked by itself. */
async function readColumns(
  process: SqliteProcess,
  { tables, signal }: { readonly tables: readonly Row[]; readonly signal: AbortSignal | undefined },
): Promise<readonly Row[]> {
  const read = (name: SqlValue) =>
    process.rows(columnsSql, { doing: 'read', signal, values: [name] });
  const unlessBroken = (error: unknown): readonly Row[] => {
    const isBroken =
      error instanceof AiEtlError && ['OBJECT_NOT_FOUND', 'QUERY_FAILED'].includes(error.code);
    if (isBroken) return [];
    throw error;
  };
  const all = await read(null).catch(unlessBroken);
  if (all.length > 0) return all;
  const found: Row[] = [];
  for (const [name = null] of tables) found.push(...(await read(name).catch(unlessBroken)));
  return found;
}

interface Facts {
  readonly columns: ReadonlyMap<string, readonly Row[]>;
  readonly keys: ReadonlyMap<string, readonly Row[]>;
  readonly foreignKeys: ReadonlyMap<string, readonly Row[]>;
  readonly counts: ReadonlyMap<string, number>;
}

function byTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => String(row[0]));
}

/** Rows as ANALYZE counted them. */
async function readCounts(
  process: SqliteProcess,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const options = { doing: 'read', signal };
  const analysed = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
  if ((await process.rows(analysed, options)).length === 0) return new Map();
  const rows = await process.rows(
    'SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl',
    options,
  );
  return new Map(rows.map((row) => [String(row[0]), Number(row[1])]));
}

/** At most so many rows, and about so many where few were deleted. */
async function largestRowid(process: SqliteProcess, name: string): Promise<number | null> {
  const sql = `SELECT max(rowid) FROM ${quoteObject({ name })}`;
  // A column may be called rowid and hold something else.
  const rows = await process.rows(sql, { doing: 'read' }).catch(() => []);
  const largest = rows[0]?.[0];
  if (largest === null) return 0;
  return typeof largest === 'bigint' && largest >= 0n ? Number(largest) : null;
}

/** First rows; none where a view is broken, since others of the catalog are of use nevertheless. */
async function lookAt(
  process: SqliteProcess,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal | undefined },
): Promise<{ readonly names: readonly string[]; readonly rows: readonly Row[] }> {
  const sql = `SELECT * FROM ${quoteObject({ name })}`;
  try {
    const { columns, rows } = await ask(process, { sql, limit: lookedAt, signal });
    return { names: columns.map((one) => one.name), rows };
  } catch (error) {
    if (!process.isAlive) throw error;
    return { names: [], rows: [] };
  }
}

function toTable(
  row: Row,
  facts: Facts,
  seen: {
    readonly looked: { readonly names: readonly string[]; readonly rows: readonly Row[] };
    readonly rows: number | null;
  },
): CatalogTable {
  const name = String(row[0]);
  const columns = facts.columns.get(name) ?? [];
  const { looked } = seen;
  // All rows were seen.
  const rows =
    looked.names.length > 0 && looked.rows.length < lookedAt ? looked.rows.length : seen.rows;
  return {
    object: { schema: mainSchema, name },
    kind: row[1] === 'view' ? 'view' : 'table',
    columns: columns.map((column) =>
      toColumn(column, row[1] === 'view', valuesOf(looked, String(column[1]))),
    ),
    primaryKey: columns
      .filter((column) => column[5] !== 0n)
      .toSorted((a, b) => Number(a[5]) - Number(b[5]))
      .map((column) => String(column[1])),
    uniqueKeys: (facts.keys.get(name) ?? []).map((key) => namesOf(key[2])),
    foreignKeys: (facts.foreignKeys.get(name) ?? []).map(toForeignKey(facts)),
    estimatedRows: rows,
    estimatedBytes: rows === null ? null : Math.round(rows * widthOf(looked.rows)),
  };
}

function valuesOf(
  looked: { readonly names: readonly string[]; readonly rows: readonly Row[] },
  column: string,
): readonly SqlValue[] {
  const index = looked.names.indexOf(column);
  return index === -1 ? [] : looked.rows.map((row) => row[index] ?? null);
}

function toColumn(row: Row, isView: boolean, values: readonly SqlValue[]): CatalogColumn {
  const [, name, declared, notNull, hasDefault, key, hidden] = row;
  const native = String(declared);
  const isGenerated = hidden === 2n || hidden === 3n;
  // An integer that is the whole key numbers itself.
  const isRowid = key !== 0n && native.toUpperCase() === 'INTEGER';
  return {
    name: String(name),
    type: typeOf(native, isView, values),
    // SQLite takes NULL into a primary key, except where it is the rowid.
    nullable: notNull === 0n && !isRowid,
    nativeType: isGenerated ? `${native} GENERATED ALWAYS`.trim() : native,
    hasDefault: hasDefault === 1n || isGenerated || isRowid,
  };
}

function typeOf(
  native: string,
  isView: boolean,
  values: readonly SqlValue[],
): CatalogColumn['type'] {
  return native === '' && isView ? observedType(values) : declaredType(native, values);
}

function toForeignKey({ columns }: Facts): (row: Row) => ForeignKey {
  return ([, , table, from, to]) => {
    const name = String(table);
    const referenced = namesOf(to);
    const key = (columns.get(name) ?? [])
      .filter((one) => one[5] !== 0n)
      .map((one) => String(one[1]));
    return {
      columns: namesOf(from),
      references: { schema: mainSchema, name },
      // Without names the primary key is meant.
      referencedColumns: referenced.length > 0 ? referenced : key,
    };
  };
}

/** A JSON list of names; NULLs left out. */
function namesOf(json: SqlValue | undefined): readonly string[] {
  const names: unknown = JSON.parse(String(json ?? '[]'));
  return Array.isArray(names) ? names.filter((one) => typeof one === 'string') : [];
}
