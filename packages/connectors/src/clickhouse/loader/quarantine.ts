import { z } from 'zod';
import type { PlannedColumn } from '@ai-etl/core';
import { countFitting } from '../../kit/quarantine/count-fitting.ts';
import {
  firstMisfit,
  hasQuarantine,
  isTested,
  misfitsOf,
  quarantineName,
  quarantineTexts,
} from '../../kit/quarantine/misfits.ts';
import { siblingName } from '../../kit/staging-name.ts';
import { columnSql } from '../plan-table.ts';
import { landingColumn } from '../narrow.ts';
import { quoteName, quoteNames, quoteTable, quoteText, type TableName } from '../quote.ts';
import { convertedValue } from './converted-value.ts';
import { insertSettings } from './insert.ts';
import type { StagingParts } from './staging.ts';
import { countRows } from './tables.ts';

const CountRow = z.object({ n: z.string() });

/** The quarantine of a database. */
export function quarantineOf(database: string): TableName {
  return { database, name: quarantineName };
}

/** Creates the quarantine, and the table in which rows land in the types that arrive. */
export async function createLanding({
  client,
  target,
  staging,
  request: { plan, signal },
}: Pick<StagingParts, 'client' | 'target' | 'staging' | 'request'>): Promise<TableName> {
  const landing = { ...staging, name: siblingName(staging.name, 'lnd') };
  const options = { signal, doing: 'create a table', object: `${target.database}.*` };
  const texts = quarantineTexts.map((name) => `${name} String`).join(', ');
  await client.command(
    `CREATE TABLE IF NOT EXISTS ${quoteTable(quarantineOf(target.database))} (${texts}, quarantined_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY (target, run_id, step)`,
    options,
  );
  const columns = plan.columns.map((one) => columnSql(landingColumn(one))).join(', ');
  await client.command(
    `CREATE TABLE ${quoteTable(landing)} (${columns}) ENGINE = MergeTree ORDER BY tuple()`,
    options,
  );
  return landing;
}

/** Fills the staging table with the landed rows that fit; answers how many do not. */
export async function splitLanding(
  { client, target, staging, landing, request }: StagingParts,
  expectedRows: bigint,
  signal: AbortSignal,
): Promise<bigint> {
  const { columns } = request.plan;
  const options = {
    signal,
    doing: 'publish',
    object: `${target.database}.${target.name}`,
    settings: { ...insertSettings, ...splitSettings },
  };
  // An earlier call may have filled it.
  await client.command(`TRUNCATE TABLE ${quoteTable(staging)}`, {
    ...options,
    settings: { max_table_size_to_drop: '0' },
  });
  await client.command(
    `INSERT INTO ${quoteTable(staging)} (${quoteNames(columns.map((one) => one.source.name))})
     SELECT ${columns.map(publishedValue).join(', ')} FROM ${quoteTable(landing)}
      WHERE isNull(${firstMisfit(misfitsOf(request.plan, words), () => '1')})`,
    options,
  );
  const fitting = await countRows(client, staging, signal);
  const apart = expectedRows - fitting;
  countFitting({ schema: target.database, name: target.name }, { arrived: expectedRows, apart });
  return apart;
}

/**
 * Keeps the landed rows that do not fit, right before the swap: ClickHouse has no act that spans two
 * tables. Rows that an earlier try of the same run kept are replaced.
 */
export async function keepMisfits(parts: StagingParts): Promise<void> {
  const { client, target, landing, request } = parts;
  const { key, plan } = request;
  const table = quarantineOf(target.database);
  await forgetMisfits(parts);
  const misfits = misfitsOf(plan, words);
  const first = (textOf: (one: (typeof misfits)[number]) => string): string =>
    `ifNull(${firstMisfit(misfits, textOf)}, '')`;
  const values = [
    quoteText(key.runId),
    quoteText(key.step),
    quoteText(target.name),
    first((one) => quoteText(one.column)),
    first((one) => quoteText(one.reason)),
    rowJson(plan.columns),
  ];
  await client.command(
    `INSERT INTO ${quoteTable(table)} (${quarantineTexts.join(', ')})
     SELECT ${values.join(', ')} FROM ${quoteTable(landing)}
      WHERE isNotNull(${firstMisfit(misfits, () => '1')})`,
    {
      doing: 'set rows apart of',
      object: `${target.database}.${target.name}`,
      settings: { ...insertSettings, ...splitSettings },
    },
  );
}

/** Takes back what (run, step) has set apart, when it could not be published after all. */
export async function forgetMisfits({ client, target, request }: StagingParts): Promise<void> {
  if (!hasQuarantine(request.plan)) return;
  const { runId, step } = request.key;
  const table = quarantineOf(target.database);
  const where = `run_id = ${quoteText(runId)} AND step = ${quoteText(step)}`;
  const doing = { doing: 'look at the rows set apart' };
  const [found] = await client.rows(
    `SELECT toString(count()) AS n FROM ${quoteTable(table)} WHERE ${where}`,
    CountRow,
    doing,
  );
  if (found?.n === '0') return;
  await client.command(`DELETE FROM ${quoteTable(table)} WHERE ${where}`, doing);
}

/**
 * True of a row whose keys are `held` and arrived in a row that is set apart: it is not gone. Never NULL. It has no
 * aliases and needs no settings, which a mutation would not take over. Pure.
 */
export function isSetApart(
  { landing, request: { plan, write } }: Pick<StagingParts, 'landing' | 'request'>,
  held: (key: string) => string,
): string | undefined {
  if (!hasQuarantine(plan)) return undefined;
  const keys = plan.columns.filter((one) => write.keys.includes(one.source.name));
  const values = keys.map((one) =>
    isTested(one) ? convertedValue(one) : quoteName(one.source.name),
  );
  const hasKey = values.map((one) => `isNotNull(${one})`).join(' AND ');
  const apart = `SELECT ${values.map((one) => `assumeNotNull(${one})`).join(', ')} FROM ${quoteTable(landing)}
     WHERE ${hasKey} AND isNotNull(${firstMisfit(misfitsOf(plan, words), () => '1')})`;
  return `ifNull((${keys.map((one) => held(one.source.name)).join(', ')}) IN (${apart}), 0)`;
}

/** A column may be called like an alias; moments out of range are told by being another one. */
const splitSettings = {
  prefer_column_name_to_alias: 1,
  date_time_overflow_behavior: 'saturate',
} as const;

const words = {
  value: ({ source }: PlannedColumn): string => quoteName(source.name),
  converted: convertedValue,
};

function publishedValue(column: PlannedColumn): string {
  const value = isTested(column) ? convertedValue(column) : quoteName(column.source.name);
  return column.setApart === undefined || column.nullable ? value : `assumeNotNull(${value})`;
}

/** The row as JSON text, bytes in hexadecimal. */
function rowJson(columns: readonly PlannedColumn[]): string {
  const members = columns.map(({ source: { name, type } }, index) => {
    const value = type.kind === 'bytes' ? `lower(hex(${quoteName(name)}))` : quoteName(name);
    const label = quoteText(`${index === 0 ? '{' : ', '}${JSON.stringify(name)}: `);
    return `${label}, ifNull(toJSONString(${value}), 'null')`;
  });
  return `concat(${[...members, `'}'`].join(', ')})`;
}
