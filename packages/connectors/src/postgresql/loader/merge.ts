import type pg from 'pg';
import { AiEtlError, describeObject, type ObjectName } from '@ai-etl/core';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/** Rows of the target that a merge replaced and removed. */
export interface MergeChanges {
  readonly updated: bigint;
  readonly deleted: bigint;
}

/**
 * Updates rows with the same keys, inserts the others, and with on_delete removes what the source
 * no longer has. One way whether or not a unique index covers the keys: the lock keeps other
 * writers out (readers go on), so counts are exact and no key can slip in between.
 */
export async function mergeStaged(
  parts: StagingParts,
  expectedRows: bigint,
): Promise<MergeChanges> {
  const { client, request, columns } = parts;
  const target = quoteObject(parts.target);
  const { keys } = request.write;
  const values = columns.map((one) => `${one.publish} AS ${quoteName(one.name)}`).join(', ');
  const staged = `(SELECT ${values} FROM ${parts.fitting} AS f)`;
  // A row that is set apart is not gone.
  const arrived = `(SELECT ${values} FROM ${quoteObject(parts.staging)})`;
  const matches = keys.map((key) => `t.${quoteName(key)} = s.${quoteName(key)}`).join(' AND ');
  await client.query(`LOCK TABLE ${target} IN SHARE ROW EXCLUSIVE MODE`);
  let deleted = 0n;
  if (request.write.on_delete === 'delete') {
    const gone = await client.query(
      `DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${arrived} AS s WHERE ${matches})`,
    );
    deleted = BigInt(gone.rowCount ?? 0);
  }
  const others = columns.map((one) => one.name).filter((name) => !keys.includes(name));
  const assignments = others.map((name) => `${quoteName(name)} = s.${quoteName(name)}`);
  const updated =
    assignments.length === 0
      ? await countRows(client, `${target} AS t JOIN ${staged} AS s ON ${matches}`)
      : await client.query(
          `UPDATE ${target} AS t SET ${assignments.join(', ')} FROM ${staged} AS s WHERE ${matches}`,
        );
  const names = columns.map((one) => one.name);
  const inserted = await client.query(
    `INSERT INTO ${target} (${quoteNames(names)}) OVERRIDING SYSTEM VALUE
     SELECT ${names.map((name) => `s.${quoteName(name)}`).join(', ')} FROM ${staged} AS s
      WHERE NOT EXISTS (SELECT 1 FROM ${target} AS t WHERE ${matches})`,
  );
  // A key may stand in several rows of the target, so there may be more, never fewer.
  const stored = BigInt(updated.rowCount ?? 0) + BigInt(inserted.rowCount ?? 0);
  if (stored < expectedRows) requireStored(parts.target, { stored, expected: expectedRows });
  return { updated: BigInt(updated.rowCount ?? 0), deleted };
}

/** Triggers, rules and policies of the target may keep rows away silently: RECEIPT_MISMATCH. */
export function requireStored(
  target: ObjectName,
  { stored, expected }: { readonly stored: bigint; readonly expected: bigint },
): void {
  if (stored === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `${describeObject(target)} took ${stored} of ${expected} rows: a trigger, rule or policy of the table changes what is written to it. Nothing was published.`,
    { retryable: false },
  );
}

async function countRows(client: pg.Client, from: string): Promise<{ readonly rowCount: number }> {
  const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`);
  return { rowCount: Number(rows[0]?.n ?? 0) };
}
