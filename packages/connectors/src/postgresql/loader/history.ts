import { AiEtlError, describeObject, historyOf, type PlannedColumn } from '@ai-etl/core';
import { isTested } from '../../kit/quarantine/misfits.ts';
import { siblingName } from '../../kit/staging-name.ts';
import { quoteName, quoteNames, quoteObject, quoteText } from '../quote.ts';
import { baseTypeOf } from '../types.ts';
import { convertedValue } from './converted-value.ts';
import { requireStored, type MergeChanges } from './merge.ts';
import type { StagingParts } from './staging.ts';

/** When the version began that a loaded row falls into; NULL: into none. */
const VERSION = '"_ai_etl_version"';

/**
 * Writes loaded rows into a history that exists (scd2). A row falls into the version of its key that
 * held at its moment. Where that says the same, nothing happens; where it says something else, it
 * ends there and a new version takes over until what is known next, also in the past. A version that
 * began at the very same moment is corrected in place, so a load that comes twice changes nothing.
 */
export async function writeHistory(parts: StagingParts): Promise<MergeChanges> {
  const { client, request } = parts;
  const target = quoteObject(parts.target);
  const { from, to, current } = namesOf(parts);
  await client.query(`LOCK TABLE ${target} IN SHARE ROW EXCLUSIVE MODE`);
  const decisions = await decide(parts);
  const keys = sameKeys(parts, ['t', 'd']);
  const counts = await count(parts, decisions);
  const deleted = request.write.on_delete === 'delete' ? await endVanished(parts) : 0n;
  await change(
    counts.corrected,
    `UPDATE ${target} AS t SET ${valueNames(parts)
      .map((name) => `${quoteName(name)} = d.${quoteName(name)}`)
      .join(', ')}
       FROM ${decisions} AS d WHERE d.${VERSION} = d.${from} AND ${keys} AND t.${from} = d.${from}`,
  );
  // Ended first, so that an index over the current versions alone may be unique.
  await change(
    counts.ended,
    `UPDATE ${target} AS t SET ${to} = d.${from}, ${current} = false
       FROM ${decisions} AS d WHERE d.${VERSION} < d.${from} AND ${keys} AND t.${from} = d.${VERSION}`,
  );
  const names = quoteNames(parts.columns.map((one) => one.name));
  await change(
    counts.opened,
    `INSERT INTO ${target} (${names}, ${from}, ${to}, ${current}) OVERRIDING SYSTEM VALUE
     SELECT ${names}, ${from}, ${to}, ${to} IS NULL FROM ${decisions}
      WHERE ${VERSION} IS NULL OR ${VERSION} < ${from}`,
  );
  await client.query(`DROP TABLE ${decisions}`);
  return { updated: counts.corrected + counts.ended, deleted };

  async function change(expected: bigint, sql: string): Promise<void> {
    if (expected === 0n) return;
    const { rowCount } = await client.query(sql);
    requireStored(parts.target, { stored: BigInt(rowCount ?? 0), expected });
  }
}

/** `SELECT` of the staged rows in the target's types, each with the moment since when it holds. */
export function datedRows({ columns, request, fitting }: StagingParts): string {
  const { valid_from, effective } = historyOf(request.write);
  const values = columns.map((one) => `${one.publish} AS ${quoteName(one.name)}`);
  const planned = request.plan.columns.find((one) => one.source.name === effective);
  const since =
    planned === undefined
      ? `${quoteText(request.effectiveAt)}::timestamp with time zone`
      : instantOf(planned);
  return `SELECT ${[...values, `${since} AS ${quoteName(valid_from)}`].join(', ')} FROM ${fitting} AS f`;
}

/** A table of one row for each loaded row that changes something. */
async function decide(parts: StagingParts): Promise<string> {
  const { client, staging, schema, request } = parts;
  const { from, to } = namesOf(parts);
  const target = quoteObject(parts.target);
  const decisions = quoteObject({ schema, name: siblingName(staging.name, 'nxt') });
  const keys = sameKeys(parts, ['t', 's']);
  await client.query(
    `CREATE UNLOGGED TABLE ${decisions} AS
     SELECT s.*, t.${to}, t.${from} AS ${VERSION} FROM (${datedRows(parts)}) AS s
       LEFT JOIN ${target} AS t ON ${keys} AND t.${from} <= s.${from} AND (t.${to} IS NULL OR t.${to} > s.${from})
      WHERE t.${from} IS NULL OR ${differs(parts)}`,
  );
  await client.query(`ANALYZE ${decisions}`);
  const names = request.write.keys.map((key) => `d.${quoteName(key)}`).join(', ');
  // A row that falls into no version holds until the next one begins.
  await client.query(
    `UPDATE ${decisions} AS s SET ${to} = t.next FROM (
       SELECT ${names}, min(t.${from}) AS next FROM ${decisions} AS d
         JOIN ${target} AS t ON ${sameKeys(parts, ['t', 'd'])} AND t.${from} > d.${from}
        WHERE d.${VERSION} IS NULL GROUP BY ${names}) AS t WHERE ${keys}`,
  );
  return decisions;
}

interface Counts {
  readonly opened: bigint;
  readonly ended: bigint;
  readonly corrected: bigint;
}

/** How many rows each change concerns. Throws TARGET_CONFLICT when versions overlap already. */
async function count(parts: StagingParts, decisions: string): Promise<Counts> {
  const { from } = namesOf(parts);
  const keys = quoteNames(parts.request.write.keys);
  const { rows } = await parts.client.query<Record<string, string>>(
    `SELECT count(*) FILTER (WHERE ${VERSION} IS NULL OR ${VERSION} < ${from}) AS opened,
            count(*) FILTER (WHERE ${VERSION} < ${from}) AS ended,
            count(*) FILTER (WHERE ${VERSION} = ${from}) AS corrected,
            EXISTS (SELECT 1 FROM ${decisions} GROUP BY ${keys} HAVING count(*) > 1) AS overlap
       FROM ${decisions}`,
  );
  const [row = {}] = rows;
  if (row['overlap'] === 't') {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `${describeObject(parts.target)} holds versions of one key that overlap, so it is not known which one a row continues. Correct its history. Nothing was published.`,
      { retryable: false },
    );
  }
  const number = (name: keyof Counts): bigint => BigInt(row[name] ?? 0);
  return { opened: number('opened'), ended: number('ended'), corrected: number('corrected') };
}

/** Ends what held at the run's moment and did not arrive; what began only then is taken back. */
async function endVanished(parts: StagingParts): Promise<bigint> {
  const { client, request, staging } = parts;
  const target = quoteObject(parts.target);
  const { from, to, current } = namesOf(parts);
  const values = parts.columns.map((one) => `${one.publish} AS ${quoteName(one.name)}`).join(', ');
  const rest = `($1 < t.${to} OR t.${to} IS NULL) AND NOT EXISTS (
      SELECT 1 FROM (SELECT ${values} FROM ${quoteObject(staging)}) AS s WHERE ${sameKeys(parts, ['t', 's'])})`;
  const ended = await client.query(
    `UPDATE ${target} AS t SET ${to} = $1, ${current} = false WHERE t.${from} < $1 AND ${rest}`,
    [request.effectiveAt],
  );
  const removed = await client.query(
    `DELETE FROM ${target} AS t WHERE t.${from} = $1 AND ${rest}`,
    [request.effectiveAt],
  );
  return BigInt(ended.rowCount ?? 0) + BigInt(removed.rowCount ?? 0);
}

/** Quoted names of the history columns. */
function namesOf({ request }: StagingParts) {
  const { valid_from, valid_to, is_current } = historyOf(request.write);
  return { from: quoteName(valid_from), to: quoteName(valid_to), current: quoteName(is_current) };
}

function sameKeys({ request }: StagingParts, [a, b]: readonly [string, string]): string {
  return request.write.keys
    .map((key) => `${a}.${quoteName(key)} = ${b}.${quoteName(key)}`)
    .join(' AND ');
}

/** Columns that are no keys. */
function valueNames({ columns, request }: StagingParts): readonly string[] {
  return columns.map((one) => one.name).filter((name) => !request.write.keys.includes(name));
}

/** True where `t` and `s` differ in a column; when a row came to be is not part of what it says. */
function differs(parts: StagingParts): string {
  const { keys } = parts.request.write;
  const { effective } = historyOf(parts.request.write);
  const tests = parts.request.plan.columns
    .filter(({ source: { name } }) => !keys.includes(name) && name !== effective)
    .map((column) => {
      const name = quoteName(column.source.name);
      return `${comparable(`t.${name}`, column)} IS DISTINCT FROM ${comparable(`s.${name}`, column)}`;
    });
  return tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`;
}

/** Types like json and point have no equality, and collations may take two texts for one. */
function comparable(value: string, column: PlannedColumn): string {
  switch (column.source.type.kind) {
    case 'text':
      // char(n) ignores spaces at the end; so does its text, but not the staged one.
      return baseTypeOf(column).startsWith('character(')
        ? `${value}::bpchar::text COLLATE "C"`
        : `${value}::text COLLATE "C"`;
    case 'json':
    case 'list':
      return `${value}::text COLLATE "C"`;
    default:
      return value;
  }
}

/** A staged date or wall-clock reading means UTC. */
function instantOf(column: PlannedColumn): string {
  const { source } = column;
  const name = quoteName(source.name);
  if (isTested(column)) return `(${convertedValue(column)})::timestamp with time zone`;
  switch (source.type.kind) {
    case 'date':
    case 'timestamp':
      return `${name}::timestamp AT TIME ZONE 'UTC'`;
    default:
      return name;
  }
}
