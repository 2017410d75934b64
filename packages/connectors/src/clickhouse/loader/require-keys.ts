import { z } from 'zod';
import { AiEtlError, historyOf } from '@ai-etl/core';
import { quoteNames, quoteTable } from '../quote.ts';
import type { StagingParts } from './staging.ts';

const Problem = z.object({ problem: z.enum(['NULL', 'no moment', 'repeated']) });

/** Keys that repeat or hold NULL do not identify a row, nor does NULL say since when: VALUE_REJECTED. */
export async function requireKeys(
  { client, staging, request }: StagingParts,
  signal: AbortSignal,
): Promise<void> {
  const { keys } = request.write;
  const { effective } = historyOf(request.write);
  const anyNull = keys.map((key) => `${quoteNames([key])} IS NULL`).join(' OR ');
  const undated = effective === undefined ? '0' : `${quoteNames([effective])} IS NULL`;
  const rows = await client.rows(
    `SELECT 'NULL' AS problem FROM ${quoteTable(staging)} WHERE ${anyNull} LIMIT 1
      UNION ALL
     SELECT 'no moment' AS problem FROM ${quoteTable(staging)} WHERE ${undated} LIMIT 1
      UNION ALL
     SELECT 'repeated' AS problem FROM ${quoteTable(staging)} GROUP BY ${quoteNames(keys)} HAVING count() > 1 LIMIT 1`,
    Problem,
    {
      signal,
      doing: 'check the keys',
      // A key may be called like our alias.
      settings: { prefer_column_name_to_alias: 1 },
    },
  );
  const [first] = rows;
  if (first === undefined) return;
  const list = keys.join(', ');
  const messages = {
    NULL: `The keys (${list}) hold NULL, which identifies no row.`,
    'no moment': `The column ${effective} holds NULL, which does not say since when a row is as it is.`,
    repeated: `The keys (${list}) repeat in the loaded rows, so they identify no single row. Remove duplicates first (dedupe), or choose other keys.`,
  };
  throw new AiEtlError('VALUE_REJECTED', `${messages[first.problem]} Nothing was published.`);
}
