import type { ChecksumAlgorithm, ObjectName, TableChecksum } from '@ai-etl/core';
import { checksumQuery, parseChecksum } from '../checksum.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/** Checksums of the staged values in their logical types. */
export async function sumStaged(
  { client, columns, request }: Pick<StagingParts, 'client' | 'columns' | 'request'>,
  table: ObjectName,
  algorithm: ChecksumAlgorithm,
): Promise<TableChecksum> {
  const list = columns.map((one) => `${one.value} AS ${quoteName(one.name)}`).join(', ');
  const options = {
    sql: `SELECT ${list} FROM ${quoteObject(table)}`,
    columns: request.plan.columns.map((column) => column.source),
    fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
    algorithm,
  } as const;
  const { rows } = await client.query<Record<string, string | null>>(checksumQuery(options));
  return parseChecksum(rows[0] ?? {}, options.columns, options);
}
