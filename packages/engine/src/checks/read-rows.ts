import type { SourceQuery } from '@ai-etl/compile';
import { parseWireRow, type Fidelity, type SourceSnapshot } from '@ai-etl/core';

/** Nothing is loaded from these rows: what a target could not hold may still be shown. */
const shown: Fidelity = { unbounded_decimal: 'text', not_a_number: 'null', date_range: 'null' };

/** Reads the few rows of a query that is known to give few, values as wire text. */
export async function readRows(
  snapshot: SourceSnapshot,
  { sql, columns }: Pick<SourceQuery, 'sql' | 'columns'>,
  signal: AbortSignal,
  fidelity: Fidelity = shown,
): Promise<readonly (readonly (string | null)[])[]> {
  const { stream } = await snapshot.read({ sql, columns, fidelity, signal });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text.split('\n').slice(0, -1).map(parseWireRow);
}
