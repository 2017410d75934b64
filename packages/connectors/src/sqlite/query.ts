import {
  invariant,
  type Column,
  type ColumnType,
  type QueryEstimate,
  type Sample,
  type SampleRequest,
  type Schema,
} from '@ai-etl/core';
import type { ResultColumn } from './process/protocol.ts';
import type { SessionProcess } from './process/session-process.ts';
import type { SqliteProcess } from './process/sqlite-process.ts';
import { declaredType, observedType } from './value-types.ts';
import { canonicalOf, faithful } from './values/canonical.ts';
import { firstCharacters, keptText } from './values/kept-text.ts';
import { ValueTrouble, type SqlValue } from './values/sql-value.ts';

/** Rows that are looked at to tell the types of expressions, and the width of a row. */
const lookedAt = 100;
/** A person waits for these. */
const patienceMs = 30_000;
/** What a query gives is counted up to here. */
const countedUpTo = 1_000_000;
const countPatienceMs = 2000;

/** Runs a query for a person: read-only, with a time limit, at most `limit` rows as text. */
export function sampleQuery(reader: SessionProcess, request: SampleRequest): Promise<Sample> {
  const { sql, longestValue, signal, timeoutMs } = request;
  const limit = Math.max(0, Math.trunc(request.limit));
  return reader.use({ doing: 'read', signal, timeoutMs }, async (process, both) => {
    const looked = await ask(process, { sql, limit: Math.max(lookedAt, limit + 1), signal: both });
    const columns = schemaOf(looked);
    const texts = columns.map((column) => shownText(column, longestValue));
    return {
      columns,
      rows: looked.rows
        .slice(0, limit)
        .map((row) => texts.map((text, index) => text(row[index] ?? null))),
      truncated: looked.rows.length > limit,
    };
  });
}

/** Result columns of a query. SQLite knows types of columns only: expressions are told by the first rows. */
export function describeQuery(
  reader: SessionProcess,
  { sql, signal }: { readonly sql: string; readonly signal?: AbortSignal | undefined },
): Promise<Schema> {
  return reader.use({ doing: 'read', signal, timeoutMs: patienceMs }, async (process, both) =>
    schemaOf(await ask(process, { sql, limit: lookedAt, signal: both })),
  );
}

/** SQLite tells no estimate: rows are counted, as far as that is quick; bytes are those of the first rows. */
export async function explainQuery(
  reader: SessionProcess,
  sql: string,
  signal?: AbortSignal,
): Promise<QueryEstimate> {
  const width = await reader.use(
    { doing: 'read', signal, timeoutMs: patienceMs },
    async (process, both) =>
      widthOf((await ask(process, { sql, limit: lookedAt, signal: both })).rows),
  );
  const counted = `SELECT count(*) AS n FROM (SELECT 1 FROM (${sql}\n) AS r LIMIT ${countedUpTo + 1})`;
  try {
    const rows = await reader.use(
      { doing: 'count', signal, timeoutMs: countPatienceMs },
      async (process, both) => {
        const { rows: found } = await ask(process, { sql: counted, limit: 1, signal: both });
        return Number(found[0]?.[0] ?? 0);
      },
    );
    if (rows > countedUpTo) return { rows: null, bytes: null };
    return { rows, bytes: Math.round(rows * width) };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { rows: null, bytes: null };
  }
}

interface Answered {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** First rows of somebody's query. */
export async function ask(
  process: SqliteProcess,
  {
    sql,
    limit,
    signal,
  }: { readonly sql: string; readonly limit: number; readonly signal: AbortSignal | undefined },
): Promise<Answered> {
  const options = { doing: 'read', signal, statement: sql };
  const body = await process.request({ op: 'ask', sql, limit }, options);
  invariant(body.outcome === 'rows', 'a query is answered with rows');
  return body;
}

/** Average bytes of a row. */
export function widthOf(rows: readonly (readonly SqlValue[])[]): number {
  if (rows.length === 0) return 0;
  const bytes = rows.flat().reduce((sum: number, value) => sum + sizeOf(value), 0);
  return bytes / rows.length;
}

function sizeOf(value: SqlValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 1;
  if (value instanceof Uint8Array) return value.length + 1;
  return value === null ? 1 : 8;
}

function schemaOf({ columns, rows }: Answered): Schema {
  return columns.map(({ name, declared }, index): Column => {
    const values = rows.map((row) => row[index] ?? null);
    return { name, type: typeOf(declared, values), nullable: true };
  });
}

function typeOf(declared: string | null, values: readonly SqlValue[]): ColumnType {
  return declared === null ? observedType(values) : declaredType(declared, values);
}

/** A value for a person: in its wire form where it is of its type, else as SQLite keeps it. */
function shownText(
  column: Column,
  longestValue: number | undefined,
): (value: SqlValue) => string | null {
  const canonical = canonicalOf(column, faithful);
  const isCut = ['text', 'json', 'list', 'bytes'].includes(column.type.kind);
  return (value) => {
    const text = shown(canonical, value);
    if (text === null || !isCut || longestValue === undefined) return text;
    return firstCharacters(text, longestValue);
  };
}

function shown(canonical: (value: SqlValue) => string | null, value: SqlValue): string | null {
  try {
    return canonical(value);
  } catch (error) {
    if (!(error instanceof ValueTrouble)) throw error;
    return value === null ? null : keptText(value);
  }
}
