import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';
import type { ClickhouseClient } from '../client.ts';
import type { ServerFacts } from '../decode.ts';

const EdgeRow = z.object({ text: z.string() });

/** Asks the server what it can do about values at the edge. */
export async function serverFacts(
  client: ClickhouseClient,
  signal: AbortSignal,
): Promise<ServerFacts> {
  const [row] = await client.rows(
    "SELECT toString(toDateTime64('0001-01-01 00:00:00', 0, 'UTC')) AS text",
    EdgeRow,
    { signal, settings: { date_time_overflow_behavior: 'ignore' } },
  );
  if (row === undefined) {
    throw new AiEtlError('QUERY_FAILED', 'ClickHouse gave no answer to a question of one row.');
  }
  return { wideDateTimes: row.text.startsWith('0001-01-01') };
}
