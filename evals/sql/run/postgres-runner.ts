import { messageOf } from '@ai-etl/core';
import pg from 'pg';
import { dateOf, mostRows, type Cell, type QueryRunner, type RunOutcome } from './result.ts';

const numbers = new Set([20, 21, 23, 26, 700, 701, 1700]);
const moments = new Set([1082, 1114, 1184]);
const boolean = 16;

/** Runs queries of a PostgreSQL database in read-only transactions with a statement timeout, in UTC. */
export async function postgresRunner(url: string, timeoutMs: number): Promise<QueryRunner> {
  const client = new pg.Client({
    connectionString: url,
    options: `-c default_transaction_read_only=on -c statement_timeout=${timeoutMs} -c TimeZone=UTC`,
    types: { getTypeParser: () => (text: string) => text },
  });
  // A connection that breaks fails the query that runs.
  client.on('error', () => undefined);
  await client.connect();
  return {
    run: (sql) => run(client, sql),
    close: () => client.end(),
  };
}

async function run(client: pg.Client, sql: string): Promise<RunOutcome> {
  try {
    const found = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
    if (Array.isArray(found)) return { kind: 'failed', message: 'more than one statement' };
    if (found.rows.length > mostRows) {
      return { kind: 'failed', message: `more than ${mostRows} rows` };
    }
    const types = found.fields.map((field) => field.dataTypeID);
    const rows = found.rows.map((row) => row.map((text, at) => cellOf(text, types[at] ?? 0)));
    return { kind: 'rows', result: { columns: found.fields.map(({ name }) => name), rows } };
  } catch (error) {
    const isTimeout = error instanceof pg.DatabaseError && error.code === '57014';
    return isTimeout ? { kind: 'timed_out' } : { kind: 'failed', message: messageOf(error) };
  }
}

function cellOf(text: string | null, type: number): Cell {
  if (text === null) return null;
  if (type === boolean) return text === 't';
  if (moments.has(type)) return dateOf(text);
  if (!numbers.has(type)) return text;
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}
