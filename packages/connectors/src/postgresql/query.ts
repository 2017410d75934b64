import type pg from 'pg';
import { z } from 'zod';
import {
  invariant,
  type Column,
  type QueryEstimate,
  type Sample,
  type SampleRequest,
  type Schema,
} from '@ai-etl/core';
import { quoteName } from './quote.ts';
import { logicalType } from './types.ts';

interface RowsAsArrays {
  readonly fields: readonly pg.FieldDef[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Runs a query for a person: read-only, with a time limit, at most `limit` rows as text. */
export async function sampleQuery(client: pg.Client, request: SampleRequest): Promise<Sample> {
  const limit = Math.max(0, Math.trunc(request.limit));
  const { sql, longestValue } = request;
  const { result, columns } = await inReadOnly(client, request.timeoutMs, async () => {
    const described = longestValue === undefined ? undefined : await describeColumns(client, sql);
    const list =
      described === undefined || longestValue === undefined
        ? '*'
        : described.map((column) => shownValue(column, longestValue)).join(', ');
    const answer = await queryArrays(
      client,
      `SELECT ${list} FROM (${sql}\n) AS q LIMIT ${limit + 1}`,
    );
    return {
      result: answer,
      columns: described ?? (await describeFields(client, answer.fields)),
    };
  });
  return {
    columns,
    rows: result.rows.slice(0, limit),
    truncated: result.rows.length > limit,
  };
}

/** A value in the spelling that does not depend on the system, cut where it may be long. */
function shownValue({ name, type }: Column, longest: number): string {
  const value = `q.${quoteName(name)}`;
  switch (type.kind) {
    case 'text':
    case 'json':
      return `left(${value}::text, ${longest})`;
    case 'list':
      return `left(to_json(${value})::text, ${longest})`;
    case 'bytes':
      return `left(encode(substring(${value} FROM 1 FOR ${longest}), 'hex'), ${longest})`;
    default:
      return value;
  }
}

/** Result columns of a query without running it. NULL is possible everywhere as far as we know. */
export async function describeQuery(client: pg.Client, sql: string): Promise<Schema> {
  return inReadOnly(client, 30_000, () => describeColumns(client, sql));
}

/** The same within the caller's transaction. */
export async function describeColumns(client: pg.Client, sql: string): Promise<Schema> {
  const result = await queryArrays(client, `SELECT * FROM (${sql}\n) AS q LIMIT 0`);
  return describeFields(client, result.fields);
}

/** What the planner expects of a query. */
export async function explainQuery(client: pg.Client, sql: string): Promise<QueryEstimate> {
  const result = await inReadOnly(client, 30_000, () =>
    queryArrays(client, `EXPLAIN (FORMAT JSON) SELECT * FROM (${sql}\n) AS q`),
  );
  const [node] = ExplainOutput.parse(JSON.parse(result.rows[0]?.[0] ?? '[]'));
  if (node === undefined) return { rows: null, bytes: null };
  const { 'Plan Rows': rows, 'Plan Width': width } = node.Plan;
  return { rows, bytes: rows * width };
}

const ExplainOutput = z.array(
  z.object({ Plan: z.object({ 'Plan Rows': z.number(), 'Plan Width': z.number() }) }),
);

async function inReadOnly<T>(
  client: pg.Client,
  timeoutMs: number,
  action: () => Promise<T>,
): Promise<T> {
  await client.query(
    `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.max(1, Math.trunc(timeoutMs))}`,
  );
  try {
    return await action();
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** Extended protocol, so that only one statement runs whatever the text holds. */
async function queryArrays(client: pg.Client, text: string): Promise<RowsAsArrays> {
  const config: pg.QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    rowMode: 'array',
    queryMode: 'extended',
  };
  const result = await client.query<(string | null)[]>(config);
  return { fields: result.fields, rows: result.rows };
}

async function describeFields(
  client: pg.Client,
  resultFields: readonly pg.FieldDef[],
): Promise<Schema> {
  if (resultFields.length === 0) return [];
  const { rows } = await client.query<{ base: string }>(
    `SELECT CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
                 ELSE format_type(f.oid, f.mod) END AS base
       FROM unnest($1::oid[], $2::int[]) WITH ORDINALITY AS f(oid, mod, i)
       JOIN pg_type t ON t.oid = f.oid ORDER BY f.i`,
    [
      `{${resultFields.map((field) => field.dataTypeID).join(',')}}`,
      `{${resultFields.map((field) => field.dataTypeModifier).join(',')}}`,
    ],
  );
  invariant(rows.length === resultFields.length, 'every result column has a type in pg_type');
  return resultFields.map((field, index) => ({
    name: field.name,
    type: logicalType(rows[index]?.base ?? 'text'),
    nullable: true,
  }));
}
