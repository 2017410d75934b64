import { z } from 'zod';
import type { Column, QueryEstimate, Sample, SampleRequest, Schema } from '@ai-etl/core';
import type { DuckConnection, NativeColumn } from './duck-connection.ts';
import { quoteName } from './quote.ts';
import { logicalType } from './types.ts';
import { withTimeLimit } from './with-time-limit.ts';
import { wireText } from './wire.ts';

const doing = 'read';

/** Runs a query for a person: read-only, with a time limit, at most `limit` rows as text. */
export async function sampleQuery(
  connection: DuckConnection,
  request: SampleRequest,
): Promise<Sample> {
  const limit = Math.max(0, Math.trunc(request.limit));
  const { sql, longestValue, timeoutMs, signal } = request;
  return withTimeLimit({ timeoutMs, signal, connection }, async (limited) => {
    const described = await connection.describe(sql, { doing, signal: limited });
    const list = described.map((one) => shownValue(one, longestValue)).join(', ');
    // As one JSON text, since DuckDB's driver takes a byte order mark off the beginning of texts.
    const answer = await connection.rows(
      `SELECT to_json([${list}])::VARCHAR FROM (SELECT * FROM (${sql}\n) AS p LIMIT ${limit + 1}) AS q`,
      { doing, signal: limited },
    );
    const rows = answer.map(([text]) => Values.parse(JSON.parse(text ?? '[]')));
    return {
      columns: described.map(toColumn),
      rows: rows.slice(0, limit),
      truncated: rows.length > limit,
    };
  });
}

/** Result columns of a query without running it. NULL is possible everywhere as far as we know. */
export async function describeQuery(
  connection: DuckConnection,
  sql: string,
  signal?: AbortSignal,
): Promise<Schema> {
  return (await connection.describe(sql, { doing, signal })).map(toColumn);
}

const Values = z.array(z.string().nullable());

interface PlanNode {
  readonly extra_info: { readonly 'Estimated Cardinality'?: string | undefined };
  readonly children: readonly PlanNode[];
}

const PlanNode: z.ZodType<PlanNode> = z.object({
  extra_info: z.object({ 'Estimated Cardinality': z.string().optional() }),
  children: z.array(z.lazy(() => PlanNode)),
});

/** What DuckDB expects of a query: the topmost node of its plan that has an opinion. */
export async function explainQuery(
  connection: DuckConnection,
  sql: string,
  signal?: AbortSignal,
): Promise<QueryEstimate> {
  const columns = await connection.describe(sql, { doing, signal });
  const [row] = await connection.rows(`EXPLAIN (FORMAT json) ${sql}`, { doing, signal });
  const [plan] = z.array(PlanNode).parse(JSON.parse(row?.[1] ?? '[]'));
  const rows = plan === undefined ? null : cardinalityOf(plan);
  return { rows, bytes: rows === null ? null : rows * rowBytes(columns.map((one) => one.native)) };
}

/** A guess by types: DuckDB keeps no widths. */
export function rowBytes(natives: readonly string[]): number {
  return natives.reduce((sum, native) => sum + valueBytes(native), 0);
}

function valueBytes(native: string): number {
  switch (logicalType(native).kind) {
    case 'bool':
    case 'int8':
      return 1;
    case 'int16':
      return 2;
    case 'int32':
    case 'float32':
    case 'date':
      return 4;
    case 'int64':
    case 'float64':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return 8;
    case 'decimal':
    case 'uuid':
      return 16;
    default:
      return 24;
  }
}

function cardinalityOf(node: PlanNode): number | null {
  const stated = node.extra_info['Estimated Cardinality'];
  if (stated !== undefined) return Number(stated);
  const [child] = node.children;
  return child === undefined ? null : cardinalityOf(child);
}

function toColumn({ name, native }: NativeColumn): Column {
  return { name, type: logicalType(native), nullable: true };
}

/** As DuckDB prints it, or in the spelling that does not depend on the system, cut. */
function shownValue({ name, native }: NativeColumn, longest: number | undefined): string {
  const value = `q.${quoteName(name)}`;
  if (longest === undefined) return `${value}::VARCHAR`;
  const column = { name, type: logicalType(native), nullable: true };
  const fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;
  return `left(${wireText({ column, native, fidelity })}, ${longest})`;
}
