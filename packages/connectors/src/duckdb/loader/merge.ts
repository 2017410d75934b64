import type { StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteNames, quoteObject } from '../../kit/duckdb/quote.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** Rows of the target that a merge replaced and removed. */
export interface MergeChanges {
  readonly updated: bigint;
  readonly deleted: bigint;
}

/**
 * Updates rows with the same keys, inserts the others, and with on_delete removes what the source
 * no longer has. One way whether or not a unique index covers the keys: publications of one file
 * run one after the other, so no key can slip in between.
 */
export async function mergeStaged(
  parts: StagingParts,
  { targetExists }: { readonly targetExists: boolean },
  options: StatementOptions,
): Promise<MergeChanges> {
  if (!targetExists) return { updated: 0n, deleted: 0n };
  const { connection, request, names } = parts;
  const target = quoteObject(parts.target);
  const staged = quoteObject(parts.staging);
  const { keys } = request.write;
  const matches = keys.map((key) => `t.${quoteName(key)} = s.${quoteName(key)}`).join(' AND ');
  const apart = isSetApart(parts);
  const isThere = apart === undefined ? '' : ` AND NOT ${apart}`;
  const deleted =
    request.write.on_delete === 'delete'
      ? await connection.run(
          `DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT 1 FROM ${staged} AS s WHERE ${matches})${isThere}`,
          options,
        )
      : 0n;
  const others = names.filter((name) => !keys.includes(name));
  const assignments = others.map((name) => `${quoteName(name)} = s.${quoteName(name)}`);
  const updated =
    assignments.length === 0
      ? await countRows(parts, `${target} AS t JOIN ${staged} AS s ON ${matches}`, options)
      : await connection.run(
          `UPDATE ${target} AS t SET ${assignments.join(', ')} FROM ${staged} AS s WHERE ${matches}`,
          options,
        );
  await connection.run(
    `INSERT INTO ${target} (${quoteNames(names)})
     SELECT ${names.map((name) => `s.${quoteName(name)}`).join(', ')} FROM ${staged} AS s
      WHERE NOT EXISTS (SELECT 1 FROM ${target} AS t WHERE ${matches})`,
    options,
  );
  return { updated, deleted };
}

/** Counts rows of a FROM clause. */
export async function countRows(
  { connection }: Pick<StagingParts, 'connection'>,
  from: string,
  options: StatementOptions,
): Promise<bigint> {
  const [row] = await connection.rows(`SELECT count(*)::VARCHAR FROM ${from}`, options);
  return BigInt(row?.[0] ?? 0);
}
