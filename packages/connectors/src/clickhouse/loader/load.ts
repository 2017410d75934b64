import type { Readable } from 'node:stream';
import type { ChecksumAlgorithm, TableChecksum } from '@ai-etl/core';
import { checksumTable } from '../checksum.ts';
import { quoteTable, type TableName } from '../quote.ts';
import { insertQuery, insertSettings } from './insert.ts';
import { serverFacts } from './server-facts.ts';
import type { StagingParts } from './staging.ts';

/** Inserts wire bytes into a table with the columns as they land; resolves when all are acknowledged. */
export async function insertStream(
  { client, landed, target }: StagingParts,
  table: TableName,
  stream: Readable,
  signal: AbortSignal,
): Promise<void> {
  const query = insertQuery(table, landed, await serverFacts(client, signal));
  await client.upload(query, stream, {
    signal,
    doing: 'load into',
    object: `${target.database}.${target.name}`,
    settings: insertSettings,
  });
}

/** Checksums of the landed columns of a table. */
export function sumRows(
  { client, landed: columns }: StagingParts,
  table: TableName,
  { algorithm, signal }: { readonly algorithm: ChecksumAlgorithm; readonly signal: AbortSignal },
): Promise<TableChecksum> {
  return checksumTable(
    client,
    {
      from: quoteTable(table),
      columns: columns.map((column) => column.source),
      natives: columns.map(({ source, nativeType: native }) => ({ name: source.name, native })),
      fidelity: { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' },
      algorithm,
    },
    { signal, doing: 'compute checksums' },
  );
}
