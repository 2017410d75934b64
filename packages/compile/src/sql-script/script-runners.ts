import { AiEtlError } from '@ai-etl/core';
import mysql from 'mysql2/promise';
import pg from 'pg';
import type { ClickhouseAddress } from '../differential/clickhouse-rows.ts';
import type { DuckdbRows } from '../differential/duckdb-rows.ts';

/** Runs a whole script as a client does, with variables given in the way the script's header says. */
export type RunScript = (
  script: string,
  variables?: Readonly<Record<string, string>>,
) => Promise<void>;

/** As `psql`: a session of its own for each script. */
export function postgresqlScripts(url: string): RunScript {
  return async (script, variables = {}) => {
    const options = Object.entries(variables)
      .map(([name, value]) => `-c ai_etl.${name}=${value.replaceAll(/[\\ ]/g, String.raw`\$&`)}`)
      .join(' ');
    const client = new pg.Client({ connectionString: url, options });
    await client.connect();
    try {
      await client.query(script);
    } finally {
      await client.end();
    }
  };
}

/** As `mysql --init-command`. */
export function mysqlScripts(url: string): RunScript {
  return async (script, variables = {}) => {
    const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
    try {
      for (const [name, value] of Object.entries(variables)) {
        await connection.query(`SET @${name} = ?`, [value]);
      }
      await connection.query(script);
    } finally {
      await connection.end();
    }
  };
}

/** As `duckdb -bail -cmd`, except that the session goes on: the database is in memory. */
export function duckdbScripts(duckdb: DuckdbRows): RunScript {
  return async (script, variables = {}) => {
    const values = Object.entries(variables).map(
      ([name, value]) => `SET VARIABLE ${name} = '${value.replaceAll("'", "''")}';\n`,
    );
    try {
      await duckdb.query(`${values.join('')}${script}`);
    } catch (error) {
      // A client that stops leaves its transaction behind, which ends with it.
      await duckdb.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  };
}

/** As `clickhouse client --queries-file`: over HTTP a statement is a request, and settings go along. */
export function clickhouseScripts(address: ClickhouseAddress): RunScript {
  return async (script, variables = {}) => {
    const given = new URLSearchParams(
      Object.entries(variables).map(([name, value]): [string, string] => [`param_${name}`, value]),
    );
    for (const statement of script.split(/;\n/)) {
      const text = statement.replaceAll(/^--.*$/gm, '').trim();
      const [, name, value] = /^SET (\w+) = '?(\w+)'?$/.exec(text) ?? [];
      if (name !== undefined && value !== undefined) given.set(name, value);
      else if (text !== '' && !text.startsWith('USE ')) await send(address, text, given);
    }
  };
}

async function send(
  { url, user, password }: ClickhouseAddress,
  sql: string,
  given: URLSearchParams,
): Promise<void> {
  const answer = await fetch(`${url.replace(/\/$/, '')}/?${given.toString()}`, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new AiEtlError('QUERY_FAILED', text.slice(0, 600));
}
