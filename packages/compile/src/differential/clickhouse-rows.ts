import { AiEtlError, invariant, type ColumnType } from '@ai-etl/core';
import { quoteIdentifier } from '../dialects/clickhouse/literal.ts';
import { typeName } from '../dialects/clickhouse/types.ts';
import { goldenTables } from '../golden/tables.ts';
import { hostileRows, type Cell } from './hostile-rows.ts';

/** Where a ClickHouse answers. */
export interface ClickhouseAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A ClickHouse that holds the hostile rows, asked for values as their text. */
export interface ClickhouseRows {
  query(sql: string): Promise<readonly (readonly Cell[])[]>;
  /** SQL or a program over database `shop`, for the database that stands for it. */
  rename(text: string): string;
}

/** Fills an empty database, which stands for the golden tables' `shop`. */
export async function openClickhouseRows(address: ClickhouseAddress): Promise<ClickhouseRows> {
  const database = quoteIdentifier(address.database);
  for (const [table, schema] of Object.entries(goldenTables)) {
    const name = `${database}.${quoteIdentifier(table)}`;
    const columns = schema.map(
      (column) => `${quoteIdentifier(column.name)} ${typeText(column.type, column.nullable)}`,
    );
    await send(
      address,
      `CREATE TABLE ${name} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`,
    );
    const lines = (hostileRows[table] ?? []).map((cells) =>
      cells.map((cell) => (cell === null ? '\\N' : escape(cell.replace(/\+00$/, '')))).join('\t'),
    );
    await send(address, `INSERT INTO ${name} FORMAT TabSeparated\n${lines.join('\n')}\n`);
  }
  const rename = (text: string) => text.replaceAll('`shop`', database);
  return {
    async query(sql) {
      const settings =
        'output_format_json_quote_64bit_integers=1&output_format_json_quote_decimals=1&output_format_json_quote_denormals=1';
      const text = await send(address, `${rename(sql)}\nFORMAT JSONCompactEachRow`, settings);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map(parseLine);
    },
    rename,
  };
}

function parseLine(line: string): readonly Cell[] {
  const values: unknown = JSON.parse(line);
  invariant(Array.isArray(values), 'a row is a JSON array');
  return values.map((value: unknown) => {
    if (value === null || typeof value === 'string') return value;
    return JSON.stringify(value);
  });
}

async function send(address: ClickhouseAddress, sql: string, settings = ''): Promise<string> {
  const headers = { 'X-ClickHouse-User': address.user, 'X-ClickHouse-Key': address.password };
  const url = `${address.url.replace(/\/$/, '')}/?${settings}`;
  const answer = await fetch(url, {
    method: 'POST',
    body: sql,
    headers,
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new AiEtlError('QUERY_FAILED', text.slice(0, 600));
  return text;
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}

function typeText(type: ColumnType, nullable: boolean): string {
  const name = typeName(type, nullable);
  invariant(name !== undefined, 'golden tables have types of ClickHouse');
  return name.replaceAll("\\'", "'");
}
