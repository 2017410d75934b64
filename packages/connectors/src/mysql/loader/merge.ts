import { ask, run } from '../connect.ts';
import { quoteName, quoteNames, quoteObject } from '../quote.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';
import { requireStored, requireUnchanged } from './stored.ts';

/** Rows of the target that a merge replaced and removed. */
export interface MergeChanges {
  readonly updated: bigint;
  readonly deleted: bigint;
}

/** An index may not be longer; one on part of the keys finds the rows as well. */
const INDEXED_KEYS = 4;
const INDEXED_CHARACTERS = 128;

/**
 * Updates rows with the same keys, inserts the others, and with on_delete removes what the source no
 * longer has. InnoDB locks what the statements read and the gaps between, so no other writer can slip a
 * key in; who comes second waits, or one of the two is told to try again (a deadlock).
 */
export async function mergeStaged(
  parts: StagingParts,
  expectedRows: bigint,
): Promise<MergeChanges> {
  const { connection, request, columns } = parts;
  const target = quoteObject(parts.target);
  const staged = quoteObject(parts.staging);
  const { keys } = request.write;
  const matches = keys.map((key) => `t.${quoteName(key)} = s.${quoteName(key)}`).join(' AND ');
  let deleted = 0n;
  if (request.write.on_delete === 'delete') {
    const apart = isSetApart(parts);
    const isThere = apart === undefined ? '' : ` AND NOT ${apart}`;
    const gone = await run(
      connection,
      `DELETE t FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${staged} AS s WHERE ${matches})${isThere}`,
    );
    deleted = gone.rows;
  }
  const updated = await updateMatching(parts, matches);
  const names = columns.map((one) => one.name);
  const inserted = await run(
    connection,
    `INSERT INTO ${target} (${quoteNames(names)})
     SELECT ${names.map((name) => `s.${quoteName(name)}`).join(', ')} FROM ${staged} AS s
      WHERE NOT EXISTS (SELECT 1 FROM ${target} AS t WHERE ${matches})`,
  );
  requireUnchanged(parts.target, inserted.warnings);
  // A key may stand in several rows of the target, so there may be more, never fewer.
  const stored = updated + inserted.rows;
  if (stored < expectedRows) requireStored(parts.target, { stored, expected: expectedRows });
  return { updated, deleted };
}

/** Rows of the target whose keys are staged; those that are equal already count too. */
async function updateMatching(parts: StagingParts, matches: string): Promise<bigint> {
  const { connection, request, columns } = parts;
  const both = `${quoteObject(parts.target)} AS t JOIN ${quoteObject(parts.staging)} AS s ON ${matches}`;
  const { rows } = await ask(connection, `SELECT COUNT(*) FROM ${both} FOR UPDATE`);
  const assignments = columns
    .map((one) => one.name)
    .filter((name) => !request.write.keys.includes(name))
    .map((name) => `t.${quoteName(name)} = s.${quoteName(name)}`);
  if (assignments.length > 0) {
    const updated = await run(connection, `UPDATE ${both} SET ${assignments.join(', ')}`);
    requireUnchanged(parts.target, updated.warnings);
  }
  return BigInt(rows[0]?.[0] ?? 0);
}

/** Without an index each row would be looked for in all of the staging table. */
export async function indexKeys({
  connection,
  staging,
  request,
  columns,
}: StagingParts): Promise<void> {
  const parts = request.write.keys.slice(0, INDEXED_KEYS).map((key) => {
    const type = columns.find((one) => one.name === key)?.stagingType ?? '';
    return /^(?:longtext|longblob)/.test(type)
      ? `${quoteName(key)}(${INDEXED_CHARACTERS})`
      : quoteName(key);
  });
  await run(connection, `ALTER TABLE ${quoteObject(staging)} ADD INDEX (${parts.join(', ')})`);
}
