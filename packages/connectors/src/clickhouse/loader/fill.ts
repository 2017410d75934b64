import { invariant, type FillRequest } from '@ai-etl/core';
import { decoderOf } from '../decode.ts';
import { columnType } from '../plan-table.ts';
import { nativeColumns } from '../query.ts';
import { quoteNames, quoteTable } from '../quote.ts';
import { wireSettings, wireValues } from '../wire.ts';
import { insertSettings } from './insert.ts';
import { serverFacts } from './server-facts.ts';
import type { StagingParts } from './staging.ts';

/**
 * Fills the staging table with a query of the same server: values take the wire form and are read
 * from it, so that they become what a stream would have brought.
 */
export async function fillStaging(
  { client, landing, landed, target }: StagingParts,
  { sql, columns, fidelity, signal }: FillRequest,
): Promise<void> {
  const natives = await nativeColumns(client, sql, { signal, doing: 'read' });
  const facts = await serverFacts(client, signal);
  const texts = wireValues(columns, { natives, fidelity }).map(
    (value, index) => `toString(${value}) AS c${index}`,
  );
  const values = columns.map(({ name }, index) => {
    const planned = landed.find(({ source }) => source.name === name);
    invariant(planned !== undefined, `column ${name} is planned`);
    const decoder = decoderOf(planned, facts);
    if (decoder === undefined) return `CAST(c${index} AS ${columnType(planned)})`;
    return decoder.expression(`CAST(c${index} AS ${decoder.inputType})`);
  });
  await client.command(
    `INSERT INTO ${quoteTable(landing)} (${quoteNames(columns.map(({ name }) => name))})
     SELECT ${values.join(', ')} FROM (SELECT ${texts.join(', ')} FROM (${sql}\n) AS q)`,
    {
      signal,
      doing: 'load into',
      object: `${target.database}.${target.name}`,
      settings: { ...wireSettings, ...insertSettings },
    },
  );
}
