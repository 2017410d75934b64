import { z } from 'zod';
import { AiEtlError, historyOf, type PlannedColumn, type TablePlan } from '@ai-etl/core';
import { columnType } from '../plan-table.ts';
import { quoteName, quoteNames, quoteTable, quoteText, type TableName } from '../quote.ts';
import { storageType } from '../types.ts';
import { insertSettings } from './insert.ts';
import { isSetApart } from './quarantine.ts';
import type { StagingParts } from './staging.ts';

/** Versions of the target, and loaded rows. Aliases that no column is called by. */
const OLD = '_ai_etl_old';
const NEW = '_ai_etl_new';
const SINCE = '_ai_etl_since';

/** What a load does to the versions that are there. */
export interface HistoryChanges {
  readonly updatedRows: string;
  readonly deletedRows: string;
}

const CountRow = z.object({
  updated: z.string(),
  vanished: z.string(),
  covering: z.string(),
});

/**
 * Fills a table with the history that follows from the target's and the loaded rows (scd2). A row
 * falls into the version of its key that held at its moment. Where that says the same, nothing
 * happens; where it says something else, it ends there and a new version takes over until what is
 * known next, also in the past. A version that began at the very same moment is corrected in place,
 * so a load that comes twice changes nothing.
 */
export async function fillHistory(
  parts: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<HistoryChanges> {
  const { client, target } = parts;
  const words = wordsOf(parts);
  const [counts] = await client.rows(countSql(parts, words), CountRow, {
    signal,
    doing: 'compare versions',
    settings: joinSettings,
  });
  if (BigInt(counts?.covering ?? 0) > 1n) {
    throw new AiEtlError(
      'TARGET_CONFLICT',
      `${target.database}.${target.name} holds versions of one key that overlap, so it is not known which one a row continues. Correct its history. Nothing was published.`,
      { retryable: false },
    );
  }
  const into = `INSERT INTO ${quoteTable(table)} (${quoteNames(words.names)})`;
  const options = {
    signal,
    doing: 'publish',
    object: `${target.database}.${target.name}`,
    settings: { ...insertSettings, ...joinSettings },
  };
  await client.command(`${into} ${keptVersions(parts, words)}`, options);
  await client.command(`${into} ${newVersions(parts, words)}`, options);
  return { updatedRows: counts?.updated ?? '0', deletedRows: counts?.vanished ?? '0' };
}

/** Fills a new table: every loaded row is the first version of its key. */
export async function beginHistory(
  parts: StagingParts,
  table: TableName,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = parts;
  const { names, values } = wordsOf(parts);
  await client.command(
    `INSERT INTO ${quoteTable(table)} (${quoteNames(names)})
     SELECT ${[...values.map((name) => of(NEW, name)), of(NEW, SINCE), 'NULL', 'true'].join(', ')}
       FROM ${datedRows(parts)} AS ${NEW}`,
    {
      signal,
      doing: 'publish',
      object: `${target.database}.${target.name}`,
      settings: insertSettings,
    },
  );
}

/** Nothing of a join is NULL that was not NULL before: a row without a partner has zeros. */
const joinSettings = { join_use_nulls: 0 } as const;

/** Conditions over a version and the loaded row of its key. None of them is ever NULL. */
interface Words {
  readonly values: readonly string[];
  /** All columns in the order they are written. */
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly current: string;
  /** The version held at the row's moment. */
  readonly covers: string;
  readonly same: string;
  readonly ends: string;
  readonly corrects: string;
  /** The version held at the run's moment, and its key did not arrive, nor in a row that is set apart. */
  readonly vanishes: string;
  readonly on: string;
}

function wordsOf(parts: StagingParts): Words {
  const { request } = parts;
  const { plan, write, effectiveAt } = request;
  const { valid_from, valid_to, is_current, effective } = historyOf(write);
  const [from, to, current] = [of(OLD, valid_from), of(OLD, valid_to), of(OLD, is_current)];
  const [since, arrived] = [of(NEW, SINCE), `${NEW}._ai_etl_arrived = 1`];
  const holdsAt = (moment: string): string =>
    `(${from} <= ${moment} AND ifNull(${to} > ${moment}, 1))`;
  const values = plan.columns.map((one) => one.source.name);
  const tests = plan.columns
    .filter(({ source: { name } }) => !write.keys.includes(name) && name !== effective)
    .map((column) => isSame(column, plan));
  const same = tests.length === 0 ? '1' : `(${tests.join(' AND ')})`;
  const covers = `(${arrived} AND ${holdsAt(since)})`;
  const now = momentSql(effectiveAt);
  const apart = isSetApart(parts, (key) => of(OLD, key));
  const isThere = apart === undefined ? '' : ` AND NOT ${apart}`;
  return {
    values,
    names: [...values, valid_from, valid_to, is_current],
    from,
    to,
    current,
    covers,
    same,
    ends: `(${covers} AND NOT ${same} AND ${from} < ${since})`,
    corrects: `(${covers} AND NOT ${same} AND ${from} = ${since})`,
    vanishes:
      write.on_delete === 'delete' ? `(NOT (${arrived}) AND ${holdsAt(now)}${isThere})` : '0',
    on: write.keys.map((key) => `${of(OLD, key)} = ${of(NEW, key)}`).join(' AND '),
  };
}

function countSql(parts: StagingParts, words: Words): string {
  const { ends, corrects, vanishes, covers } = words;
  const keys = parts.request.write.keys.map((key) => of(OLD, key)).join(', ');
  return `SELECT toString(sum(c)) AS updated, toString(sum(v)) AS vanished, toString(max(n)) AS covering
    FROM (SELECT countIf(${ends} OR ${corrects}) AS c, countIf(${vanishes}) AS v, countIf(${covers}) AS n
            FROM ${joined(parts, words)} GROUP BY ${keys})`;
}

/** The versions that are there, ended or corrected where the load says so. */
function keptVersions(parts: StagingParts, words: Words): string {
  const { from, to, current, ends, corrects, vanishes } = words;
  const now = momentSql(parts.request.effectiveAt);
  const list = [
    ...parts.request.plan.columns.map(
      (column) =>
        `if(${corrects}, ${of(NEW, column.source.name)}, ${oldValue(column, parts.request.plan)})`,
    ),
    from,
    `multiIf(${ends}, toNullable(${of(NEW, SINCE)}), ${vanishes}, toNullable(${now}), ${to})`,
    `if(${ends} OR ${vanishes}, false, ${current})`,
  ];
  // What began at the run's own moment and did not arrive is taken back.
  return `SELECT ${list.join(', ')} FROM ${joined(parts, words)} WHERE NOT (${vanishes} AND ${from} = ${now})`;
}

/** Versions that begin with this load. They hold until what is known next. */
function newVersions(parts: StagingParts, words: Words): string {
  const { values, from, to, covers, same, on } = words;
  const { keys } = parts.request.write;
  const since = of(NEW, SINCE);
  const known = keys.map((key, index) => `${of(OLD, key)} AS k${index}`);
  const summary = `SELECT ${known.join(', ')},
      max(${covers} AND (${same} OR ${from} = ${since})) AS settled,
      if(max(${covers}), minOrNullIf(${to}, ${covers}), minOrNullIf(${from}, ${from} > ${since})) AS until
    FROM ${quoteTable(parts.target)} AS ${OLD} INNER JOIN ${datedRows(parts)} AS ${NEW} ON ${on}
    GROUP BY ${keys.map((key) => of(OLD, key)).join(', ')}`;
  const list = [...values.map((name) => of(NEW, name)), since, '_ai_etl_known.until'];
  const sameKeys = keys.map((key, index) => `${of(NEW, key)} = _ai_etl_known.k${index}`);
  return `SELECT ${list.join(', ')}, isNull(_ai_etl_known.until)
    FROM ${datedRows(parts)} AS ${NEW} LEFT JOIN (${summary}) AS _ai_etl_known ON ${sameKeys.join(' AND ')}
    WHERE _ai_etl_known.settled = 0`;
}

function joined(parts: StagingParts, { on }: Words): string {
  return `${quoteTable(parts.target)} AS ${OLD} LEFT JOIN ${datedRows(parts)} AS ${NEW} ON ${on}`;
}

/** The staged rows, each with the moment since when it holds. */
function datedRows({ request, staging }: StagingParts): string {
  const { effective } = historyOf(request.write);
  const names = request.plan.columns.map((one) => one.source.name);
  const since =
    effective === undefined
      ? momentSql(request.effectiveAt)
      : `assumeNotNull(toDateTime64(${quoteName(effective)}, 6, 'UTC'))`;
  return `(SELECT ${quoteNames(names)}, ${since} AS ${SINCE}, 1 AS _ai_etl_arrived FROM ${quoteTable(staging)})`;
}

function momentSql(rfc3339: string): string {
  const text = new Date(rfc3339).toISOString().replace('T', ' ').replace('Z', '');
  return `toDateTime64(${quoteText(text)}, 6, 'UTC')`;
}

/** True for two values that are stored alike: NULL like NULL, NaN like NaN. */
function isSame(column: PlannedColumn, plan: TablePlan): string {
  const [a, b] = [oldValue(column, plan), of(NEW, column.source.name)];
  const isPlain = !/^(Array|B?Float)/.test(storageType(column.nativeType).native);
  const equal = isPlain ? `${a} = ${b}` : `toString(${a}) = toString(${b})`;
  return `ifNull(${equal}, isNull(${a}) AND isNull(${b}))`;
}

/** A column of the target in the type it will have. */
function oldValue(column: PlannedColumn, { changes = [] }: TablePlan): string {
  const { name } = column.source;
  const found = changes.find((one) => one.column === name)?.change;
  if (found === 'added') return `CAST(NULL AS ${columnType(column)})`;
  return found === 'widened' ? `CAST(${of(OLD, name)} AS ${columnType(column)})` : of(OLD, name);
}

function of(table: string, column: string): string {
  return `${table}.${quoteName(column)}`;
}
