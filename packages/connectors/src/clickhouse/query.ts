import { z } from 'zod';
import type { QueryEstimate, Sample, SampleRequest, Schema } from '@ai-etl/core';
import type { ClickhouseClient, RunOptions } from './client.ts';
import { logicalType } from './types.ts';
import { quoteName } from './quote.ts';
import { shownValue } from './shown-value.ts';
import { wireSettings, type NativeColumn } from './wire.ts';

const Described = z.object({ name: z.string(), type: z.string() });

/** Names and ClickHouse types of a query's columns, without running it. */
export async function nativeColumns(
  client: ClickhouseClient,
  sql: string,
  options: RunOptions = {},
): Promise<readonly NativeColumn[]> {
  const rows = await client.rows(
    `DESCRIBE TABLE (SELECT * FROM (${sql}\n) AS q)`,
    Described,
    options,
  );
  return rows.map((row) => ({ name: row.name, native: row.type }));
}

/** Result columns of a query without running it. */
export async function describeQuery(
  client: ClickhouseClient,
  sql: string,
  signal?: AbortSignal,
): Promise<Schema> {
  const natives = await nativeColumns(client, sql, { signal, doing: 'describe a query' });
  return natives.map(({ name, native }) => ({ name, ...logicalType(native) }));
}

const CompactResult = z.object({
  meta: z.array(Described),
  data: z.array(z.array(z.string().nullable())),
});

/** Runs a query for a person: read-only, with a time limit, at most `limit` rows as text. */
export async function sampleQuery(
  client: ClickhouseClient,
  request: SampleRequest,
): Promise<Sample> {
  const limit = Math.max(0, Math.trunc(request.limit));
  const options: RunOptions = {
    signal: request.signal,
    doing: 'sample a query',
    settings: {
      readonly: '2',
      max_execution_time: Math.max(1, Math.ceil(request.timeoutMs / 1000)),
      ...wireSettings,
    },
  };
  const natives = await nativeColumns(client, request.sql, options);
  const { longestValue } = request;
  const texts =
    natives.length === 0
      ? '*'
      : longestValue === undefined
        ? '* APPLY(x -> if(isNull(x), NULL, toString(x)))'
        : natives
            .map(({ name, native }) => {
              const shown = shownValue(quoteName(name), native);
              return `if(isNull(${quoteName(name)}), NULL, substringUTF8(${shown}, 1, ${longestValue}))`;
            })
            .join(', ');
  const answer = await client.text(
    `SELECT ${texts} FROM (${request.sql}\n) AS q LIMIT ${limit + 1}`,
    'JSONCompact',
    options,
  );
  const { data } = CompactResult.parse(JSON.parse(answer));
  return {
    columns: natives.map(({ name, native }) => ({ name, ...logicalType(native) })),
    rows: data.slice(0, limit),
    truncated: data.length > limit,
  };
}

const Estimate = z.object({ rows: z.string() });

/** What the server expects to read: known for MergeTree tables only. */
export async function explainQuery(
  client: ClickhouseClient,
  sql: string,
  signal?: AbortSignal,
): Promise<QueryEstimate> {
  const rows = await client.rows(
    `SELECT toString(sum(rows)) AS rows FROM (EXPLAIN ESTIMATE SELECT * FROM (${sql}\n) AS q)`,
    Estimate,
    { signal, doing: 'explain a query', settings: { readonly: '2' } },
  );
  const expected = Number(rows[0]?.rows ?? 0);
  return { rows: expected === 0 ? null : expected, bytes: null };
}
