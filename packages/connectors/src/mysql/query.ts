import type { QueryEstimate, Column, Sample, SampleRequest, Schema } from '@ai-etl/core';
import { ask, run, type Answer, type MysqlConnection } from './connect.ts';
import { quoteName } from './quote.ts';
import { resultColumns } from './result-columns.ts';
import { plainText } from './wire.ts';

const LOOK_TIMEOUT_MS = 30_000;

/** Runs a query for a person: read-only, with a time limit, at most `limit` rows as text. */
export async function sampleQuery(
  connection: MysqlConnection,
  request: SampleRequest,
): Promise<Sample> {
  const limit = Math.max(0, Math.trunc(request.limit));
  const { sql, longestValue } = request;
  return inReadOnly(connection, request.timeoutMs, async () => {
    const columns = await describeColumns(connection, sql);
    const list = columns.map((column) => shownValue(column, longestValue)).join(', ');
    const answer = await ask(connection, `SELECT ${list} FROM (${sql}\n) AS q LIMIT ${limit + 1}`);
    const { rows } = answer;
    return { columns, rows: rows.slice(0, limit), truncated: rows.length > limit };
  });
}

/** Result columns of a query without running it. */
export function describeQuery(connection: MysqlConnection, sql: string): Promise<Schema> {
  return inReadOnly(connection, LOOK_TIMEOUT_MS, () => describeColumns(connection, sql));
}

/** The same within the caller's transaction. */
export async function describeColumns(connection: MysqlConnection, sql: string): Promise<Schema> {
  const { fields } = await ask(connection, `SELECT * FROM (${sql}\n) AS q LIMIT 0`);
  return resultColumns(fields);
}

/** What the optimiser expects of a query. */
export async function explainQuery(
  connection: MysqlConnection,
  sql: string,
): Promise<QueryEstimate> {
  const answer = await inReadOnly(connection, LOOK_TIMEOUT_MS, () =>
    ask(connection, `EXPLAIN SELECT * FROM (${sql}\n) AS q`),
  );
  return { rows: outerRows(answer), bytes: null };
}

/** Rows of the outermost SELECT: its tables are joined, so their estimates multiply. */
function outerRows({ fields, rows }: Answer): number | null {
  const at = (name: string): number => fields.findIndex((one) => one.name === name);
  const [id, count, filtered] = [at('id'), at('rows'), at('filtered')];
  const outer = rows.filter((row) => row[id] === '1').map((row) => row[count] ?? null);
  if (outer.length === 0) return null;
  const shares = rows.filter((row) => row[id] === '1').map((row) => Number(row[filtered] ?? 100));
  const numbers = outer.map((one, index) =>
    one === null ? 1 : Number(one) * ((shares[index] ?? 100) / 100),
  );
  return Math.round(numbers.reduce((product, one) => product * one, 1));
}

/** A value as text; in the spelling that does not depend on the system where it may be long. */
function shownValue({ name, type }: Column, longest: number | undefined): string {
  const value = `q.${quoteName(name)}`;
  if (longest === undefined) {
    return type.kind === 'bytes' ? value : `CONVERT(${value} USING utf8mb4)`;
  }
  switch (type.kind) {
    case 'text':
    case 'json':
    case 'list':
      return `LEFT(CONVERT(${value} USING utf8mb4), ${longest})`;
    case 'bytes':
      return `LEFT(LOWER(HEX(LEFT(${value}, ${longest}))), ${longest})`;
    case 'float32':
      return plainText(value, type, type);
    default:
      return `CONVERT(${value} USING utf8mb4)`;
  }
}

/** A transaction that can change nothing, with a time limit on each SELECT, rolled back at the end. */
export async function inReadOnly<T>(
  connection: MysqlConnection,
  timeoutMs: number,
  action: () => Promise<T>,
): Promise<T> {
  const limit = Math.max(1, Math.trunc(timeoutMs));
  await run(connection, 'START TRANSACTION READ ONLY');
  try {
    await limitTime(connection, limit);
    return await action();
  } finally {
    await run(connection, timeLimit(connection, 0)).catch(() => undefined);
    await run(connection, 'ROLLBACK').catch(() => undefined);
  }
}

/** Sets the time limit of each SELECT to come; at least 1 ms. */
export async function limitTime(connection: MysqlConnection, limitMs: number): Promise<void> {
  await run(connection, timeLimit(connection, Math.max(1, Math.trunc(limitMs))));
}

function timeLimit({ isMariadb }: MysqlConnection, limitMs: number): string {
  return isMariadb
    ? `SET SESSION max_statement_time = ${limitMs / 1000}`
    : `SET SESSION max_execution_time = ${limitMs}`;
}
