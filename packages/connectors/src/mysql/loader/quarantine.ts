import type { ObjectName, PlannedColumn } from '@ai-etl/core';
import { countFitting } from '../../kit/quarantine/count-fitting.ts';
import {
  firstMisfit,
  hasQuarantine,
  isTested,
  misfitsOf,
  quarantineName,
  quarantineTexts,
  type Misfit,
} from '../../kit/quarantine/misfits.ts';
import { siblingName } from '../../kit/staging-name.ts';
import { run } from '../connect.ts';
import { tableSql } from '../plan-table.ts';
import { quoteName, quoteNames, quoteObject, quoteText } from '../quote.ts';
import { stagedDefinition, type StagedColumn } from './columns.ts';
import { convertedValue } from './converted-value.ts';
import { countQuarantined, recordQuarantined } from './ledger.ts';
import type { StagingParts } from './staging.ts';

/** Creates the quarantine, and the table in which rows land in the types that arrive. */
export async function createLanding(
  { connection, schema, staging }: Pick<StagingParts, 'connection' | 'schema' | 'staging'>,
  landed: readonly StagedColumn[],
): Promise<ObjectName> {
  const landing = { schema, name: siblingName(staging.name, 'lnd') };
  await countQuarantined(connection, schema);
  const quarantine = tableSql(quoteObject(quarantineOf(schema)), [
    ...quarantineTexts.map((name) => `${name} longtext NOT NULL`),
    'quarantined_at datetime(3) NOT NULL',
  ]);
  await run(connection, quarantine.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'));
  await run(connection, tableSql(quoteObject(landing), landed.map(stagedDefinition)));
  return landing;
}

/** Fills the staging table with the landed rows that fit, before the transaction that publishes them. */
export async function takeFitting(parts: StagingParts, expectedRows: bigint): Promise<void> {
  const { connection, staging, landing, target, columns, request } = parts;
  // An earlier call may have filled it.
  await run(connection, `TRUNCATE TABLE ${quoteObject(staging)}`);
  const { rows } = await run(
    connection,
    `INSERT INTO ${quoteObject(staging)} (${quoteNames(columns.map((one) => one.name))})
     SELECT ${request.plan.columns.map(convertedOrPlain).join(', ')} FROM ${quoteObject(landing)}
      WHERE ${first(parts, () => '1')} IS NULL`,
  );
  countFitting(target, { arrived: expectedRows, apart: expectedRows - rows });
}

/**
 * Keeps the landed rows that do not fit, each with the first thing that is wrong with it, in the
 * transaction that publishes the others. Answers how many; undefined when the plan sets none apart.
 */
export async function keepMisfits(parts: StagingParts): Promise<bigint | undefined> {
  const { connection, schema, target, landing, request } = parts;
  const { key, plan } = request;
  if (!hasQuarantine(plan)) return undefined;
  const why = [
    first(parts, (one) => quoteText(one.column)),
    first(parts, (one) => quoteText(one.reason)),
  ];
  const { rows } = await run(
    connection,
    `INSERT INTO ${quoteObject(quarantineOf(schema))} (${quarantineTexts.join(', ')}, quarantined_at)
     SELECT ${quoteText(key.runId)}, ${quoteText(key.step)}, ${quoteText(target.name)}, ${why.join(', ')}, ${rowJson(plan.columns)}, UTC_TIMESTAMP(3)
       FROM ${quoteObject(landing)} WHERE ${first(parts, () => '1')} IS NOT NULL`,
  );
  await recordQuarantined(connection, schema, { key, rows });
  return rows;
}

/**
 * True of a row of the target `t` whose key arrived in a row that is set apart: it is not gone. DISTINCT
 * makes the server gather those keys once. Pure.
 */
export function isSetApart({
  landing,
  request,
}: Pick<StagingParts, 'landing' | 'request'>): string | undefined {
  const { plan, write } = request;
  if (!hasQuarantine(plan)) return undefined;
  const keys = plan.columns.filter((one) => write.keys.includes(one.source.name));
  const values = keys.map((one) => `${convertedOrPlain(one)} AS ${valueOf(one)}`).join(', ');
  const apart = `SELECT DISTINCT ${values} FROM ${quoteObject(landing)} WHERE ${first({ request }, () => '1')} IS NOT NULL`;
  const matches = keys.map((one) => `t.${valueOf(one)} = a.${valueOf(one)}`).join(' AND ');
  return `EXISTS (SELECT 1 FROM (${apart}) AS a WHERE ${matches})`;
}

/** Drops the staging table, and the one in which rows landed. */
export async function dropWork({
  connection,
  staging,
  landing,
}: Pick<StagingParts, 'connection' | 'staging' | 'landing'>): Promise<void> {
  const tables = [...new Set([quoteObject(staging), quoteObject(landing)])];
  await run(connection, `DROP TABLE IF EXISTS ${tables.join(', ')}`);
}

function quarantineOf(schema: string): ObjectName {
  return { schema, name: quarantineName };
}

function first(
  { request }: Pick<StagingParts, 'request'>,
  textOf: (misfit: Misfit) => string,
): string {
  return firstMisfit(
    misfitsOf(request.plan, { value: valueOf, converted: convertedOrPlain }),
    textOf,
  );
}

function valueOf({ source }: PlannedColumn): string {
  return quoteName(source.name);
}

function convertedOrPlain(column: PlannedColumn): string {
  return isTested(column) ? convertedValue(column) : valueOf(column);
}

/** The row as JSON text, bytes in hexadecimal. */
function rowJson(columns: readonly PlannedColumn[]): string {
  const members = columns.map((column) => {
    const value = valueOf(column);
    return `${quoteText(column.source.name)}, ${jsonValue(value, column)}`;
  });
  return `JSON_OBJECT(${members.join(', ')})`;
}

function jsonValue(value: string, { source: { type } }: PlannedColumn): string {
  switch (type.kind) {
    case 'bool':
      return `JSON_EXTRACT(CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END, '$')`;
    case 'bytes':
      return `LOWER(HEX(${value}))`;
    default:
      return value;
  }
}
