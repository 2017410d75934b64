import { invariant, type FillRequest } from '@ai-etl/core';
import { describeColumns } from '../query.ts';
import { quoteNames, quoteObject, quoteText } from '../quote.ts';
import { encodeColumn } from '../wire.ts';
import type { StagingParts } from './staging.ts';

/**
 * Nothing is sent while the server fills, so it would not see that we have gone, and work on for
 * nobody. PostgreSQL before 14 has no such setting and ends with its statement.
 */
const noticeDeparture = `SELECT set_config(name, '1000', true)
   FROM pg_settings WHERE name = 'client_connection_check_interval'`;

/**
 * Fills the staging table with a query of the same database, at the moment of the snapshot: values
 * take the wire form and are read from it, so that they become what a stream would have brought.
 */
export async function fillStaging(
  { client, staging, columns }: StagingParts,
  { sql, columns: schema, fidelity, snapshot }: FillRequest,
): Promise<bigint> {
  const { id } = snapshot;
  invariant(id !== undefined, 'a snapshot of PostgreSQL can be joined');
  await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT ${quoteText(id)}`,
  );
  try {
    await client.query(noticeDeparture);
    const actual = new Map((await describeColumns(client, sql)).map((one) => [one.name, one.type]));
    const values = schema.map((column) => {
      const type = columns.find(({ name }) => name === column.name)?.stagingType;
      invariant(type !== undefined, `column ${column.name} is staged`);
      return `(${encodeColumn(column, fidelity, actual.get(column.name))})::${type}`;
    });
    const names = schema.map(({ name }) => name);
    const { rowCount } = await client.query(
      `INSERT INTO ${quoteObject(staging)} (${quoteNames(names)}) SELECT ${values.join(', ')} FROM (${sql}\n) AS q`,
    );
    await client.query('COMMIT');
    return BigInt(rowCount ?? 0);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
