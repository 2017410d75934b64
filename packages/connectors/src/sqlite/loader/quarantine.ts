import type { PlannedColumn } from '@ai-etl/core';
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
import { isFloat } from '../../kit/quarantine/type-groups.ts';
import { siblingName } from '../../kit/staging-name.ts';
import { createTableSql } from '../plan-table.ts';
import { fittingFunction } from '../process/register-fitting.ts';
import { quoteName, quoteNames, quoteObject, quoteText } from '../quote.ts';
import { affinityOf, logicalType, nativeType } from '../types.ts';
import type { Held } from '../values/fitting.ts';
import { countQuarantined, recordQuarantined } from './ledger.ts';
import type { StagingParts } from './staging.ts';

const quarantine = quoteObject({ name: quarantineName });

/** Creates the quarantine, and the table in which rows land in the types that arrive; answers its name. */
export async function createLanding({
  process,
  staging,
  request,
}: Pick<StagingParts, 'process' | 'staging' | 'request'>): Promise<string> {
  const landing = siblingName(staging, 'lnd');
  const options = { doing: 'create a table in', signal: request.signal };
  await countQuarantined(process, request.signal);
  const texts = quarantineTexts.map((name) => `${name} TEXT NOT NULL`).join(', ');
  await process.run(
    `CREATE TABLE IF NOT EXISTS ${quarantine} (${texts}, quarantined_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))`,
    options,
  );
  const columns = request.plan.columns.map(({ source, nativeType: native }) => ({
    source,
    nativeType: nativeType(source.type) ?? native,
    nullable: source.nullable,
  }));
  await process.run(createTableSql(quoteObject({ name: landing }), columns), options);
  return landing;
}

/**
 * Fills the staging table with the landed rows that fit and keeps the others, each with the first thing
 * that is wrong with it, in the transaction that publishes. Answers how many fit.
 */
export async function splitLanding(parts: StagingParts, expectedRows: bigint): Promise<bigint> {
  const { process, staging, landing, request } = parts;
  const { key, plan } = request;
  if (!hasQuarantine(plan)) return expectedRows;
  const doing = { doing: 'publish into' };
  const from = `FROM ${quoteObject({ name: landing })} WHERE ${first(parts, () => '1')}`;
  await process.run(
    `INSERT INTO ${quoteObject({ name: staging })} (${quoteNames(plan.columns.map((one) => one.source.name))})
     SELECT ${plan.columns.map(convertedOrPlain).join(', ')} ${from} IS NULL`,
    doing,
  );
  const facts = [key.runId, key.step, plan.object.name].map(quoteText);
  const why = [
    first(parts, (one) => quoteText(one.column)),
    first(parts, (one) => quoteText(one.reason)),
  ];
  const apart = await process.run(
    `INSERT INTO ${quarantine} (${quarantineTexts.join(', ')})
     SELECT ${[...facts, ...why, rowJson(plan.columns)].join(', ')} ${from} IS NOT NULL`,
    doing,
  );
  await recordQuarantined(process, { key, rows: apart });
  return countFitting(plan.object, { arrived: expectedRows, apart });
}

/** True of a row of the target `t` whose key arrived in a row that is set apart: it is not gone. Pure. */
export function isSetApart(parts: Pick<StagingParts, 'landing' | 'request'>): string | undefined {
  const { plan, write } = parts.request;
  if (!hasQuarantine(plan)) return undefined;
  const keys = plan.columns.filter((one) => write.keys.includes(one.source.name));
  const values = keys.map(convertedOrPlain);
  const hasKey = values.map((one) => `${one} IS NOT NULL`).join(' AND ');
  const apart = `SELECT ${values.join(', ')} FROM ${quoteObject({ name: parts.landing })} WHERE ${hasKey} AND ${first(parts, () => '1')} IS NOT NULL`;
  // SQLite gathers what IN looks at once; EXISTS would look through all for each row.
  return `coalesce((${keys.map((one) => `t.${valueOf(one)}`).join(', ')}) IN (${apart}), 0)`;
}

/** Drops the staging table, and the one in which rows landed. */
export async function dropWork({
  process,
  staging,
  landing,
}: Pick<StagingParts, 'process' | 'staging' | 'landing'>): Promise<void> {
  for (const name of new Set([staging, landing])) {
    await process.run(`DROP TABLE IF EXISTS ${quoteObject({ name })}`, {
      doing: 'drop a table of',
    });
  }
}

/** The type in which a tested column is staged: as a new table would have it. Pure. */
export function stagedType({ nativeType: native }: PlannedColumn): string {
  return nativeType(logicalType(native)) ?? native;
}

function first(
  { request }: Pick<StagingParts, 'request'>,
  textOf: (misfit: Misfit) => string,
): string {
  const words = { value: valueOf, converted: convertedOrPlain };
  return firstMisfit(misfitsOf(request.plan, words), textOf);
}

function valueOf({ source }: PlannedColumn): string {
  return quoteName(source.name);
}

function convertedOrPlain(column: PlannedColumn): string {
  if (!isTested(column)) return valueOf(column);
  const { source, nativeType: native } = column;
  const type = logicalType(native);
  const held: Held = {
    type,
    isSpelled: source.type.kind === 'text',
    asNumber: type.kind === 'decimal' && affinityOf(native) !== 'text',
  };
  return `${fittingFunction}(${valueOf(column)}, ${quoteText(JSON.stringify(held))})`;
}

/** The row as JSON text, bytes in hexadecimal; infinity is a text in it. */
function rowJson(columns: readonly PlannedColumn[]): string {
  const members = columns.map((column) => {
    const value = valueOf(column);
    return `${quoteText(column.source.name)}, ${jsonValue(value, column)}`;
  });
  return `json_object(${members.join(', ')})`;
}

function jsonValue(value: string, { source: { type } }: PlannedColumn): string {
  if (isFloat(type))
    return `CASE WHEN abs(${value}) = 9e999 THEN CAST(${value} AS TEXT) ELSE ${value} END`;
  switch (type.kind) {
    case 'bool':
      return `json(CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)`;
    case 'bytes':
      return `lower(hex(${value}))`;
    default:
      return value;
  }
}
