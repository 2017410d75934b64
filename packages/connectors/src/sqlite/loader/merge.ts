import { AiEtlError, describeObject, type ObjectName } from '@ai-etl/core';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** Rows of the target that a merge replaced and removed. */
export interface MergeChanges {
  readonly updated: bigint;
  readonly deleted: bigint;
}

const doing = { doing: 'merge into' };

/**
 * Updates rows with the same keys, inserts the others, and with on_delete removes what the source no
 * longer has. One way whether or not a unique index covers the keys; the transaction holds the only
 * write lock there is.
 */
export async function mergeStaged(
  parts: StagingParts,
  expectedRows: bigint,
): Promise<MergeChanges> {
  const { process, request } = parts;
  const target = quoteObject(request.plan.object);
  const staged = quoteObject({ name: parts.staging });
  const { keys } = request.write;
  const matches = keys.map((key) => `t.${quoteName(key)} = s.${quoteName(key)}`).join(' AND ');
  let deleted = 0n;
  if (request.write.on_delete === 'delete') {
    // A key of the target that is NULL matches none either.
    const apart = isSetApart(parts);
    const isThere = apart === undefined ? '' : ` AND NOT ${apart}`;
    deleted = await process.run(
      `DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${staged} AS s WHERE ${matches})${isThere}`,
      doing,
    );
  }
  const names = request.plan.columns.map((one) => one.source.name);
  const others = names.filter((name) => !keys.includes(name));
  const assignments = others.map((name) => `${quoteName(name)} = s.${quoteName(name)}`);
  const updated =
    assignments.length === 0
      ? await countRows(parts, `${target} AS t JOIN ${staged} AS s ON ${matches}`)
      : await process.run(
          `UPDATE ${target} AS t SET ${assignments.join(', ')} FROM ${staged} AS s WHERE ${matches}`,
          doing,
        );
  const [key = ''] = keys;
  // A matched row has a key; keys of staged rows are never NULL.
  const inserted = await process.run(
    `INSERT INTO ${target} (${quoteNames(names)})
     SELECT ${names.map((name) => `s.${quoteName(name)}`).join(', ')}
       FROM ${staged} AS s LEFT JOIN ${target} AS t ON ${matches} WHERE t.${quoteName(key)} IS NULL`,
    doing,
  );
  // A key may stand in several rows of the target, so there may be more, never fewer.
  const stored = updated + inserted;
  if (stored < expectedRows) requireStored(request.plan.object, { stored, expected: expectedRows });
  return { updated, deleted };
}

/** Triggers of the target may keep rows away silently: RECEIPT_MISMATCH. */
export function requireStored(
  target: ObjectName,
  { stored, expected }: { readonly stored: bigint; readonly expected: bigint },
): void {
  if (stored === expected) return;
  throw new AiEtlError(
    'RECEIPT_MISMATCH',
    `${describeObject(target)} took ${stored} of ${expected} rows: a trigger or rule of the table changes what is written to it. Nothing was published.`,
    { retryable: false },
  );
}

/** Counts rows of a FROM clause. */
export async function countRows({ process }: StagingParts, from: string): Promise<bigint> {
  const rows = await process.rows(`SELECT count(*) FROM ${from}`, doing);
  const count = rows[0]?.[0];
  return typeof count === 'bigint' ? count : 0n;
}

/** Without an index each row would be looked for in all of the staging table. */
export async function indexKeys({ process, staging, request }: StagingParts): Promise<void> {
  const index = quoteObject({ name: `${staging}_keys` });
  const list = quoteNames(request.write.keys);
  await process.run(`CREATE INDEX ${index} ON ${quoteName(staging)} (${list})`, doing);
}
