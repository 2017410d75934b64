import type { ObjectName, PlannedColumn } from '@ai-etl/core';
import type { StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteName, quoteNames, quoteObject, quoteText } from '../../kit/duckdb/quote.ts';
import { nativeType } from '../../kit/duckdb/types.ts';
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
import { convertedValue } from './converted-value.ts';
import { ledgerOf } from './ledger.ts';
import type { StagingParts } from './staging.ts';

/** Creates the quarantine, and the table in which rows land in the types that arrive. */
export async function createLanding(
  { connection, schema, staging, request }: Omit<StagingParts, 'landing'>,
  options: StatementOptions,
): Promise<ObjectName> {
  const landing = { schema, name: siblingName(staging.name, 'lnd') };
  const texts = quarantineTexts.map((name) => `${name} VARCHAR NOT NULL`).join(', ');
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${quoteObject(quarantineOf(schema))} (${texts}, quarantined_at TIMESTAMPTZ NOT NULL DEFAULT now())`,
    options,
  );
  // Ledgers of earlier releases do not count rows that were set apart.
  await connection.run(
    `ALTER TABLE ${quoteObject(ledgerOf(schema))} ADD COLUMN IF NOT EXISTS quarantined_rows BIGINT`,
    options,
  );
  const columns = request.plan.columns.map(
    (one) => `${quoteName(one.source.name)} ${nativeType(one.source.type) ?? one.nativeType}`,
  );
  await connection.run(`CREATE TABLE ${quoteObject(landing)} (${columns.join(', ')})`, options);
  return landing;
}

/**
 * Fills the staging table with the landed rows that fit and keeps the others, each with the first thing
 * that is wrong with it, in the transaction that publishes.
 */
export async function splitLanding(
  { connection, schema, target, staging, landing, names, request }: StagingParts,
  expectedRows: bigint,
  options: StatementOptions,
): Promise<void> {
  const { key, plan } = request;
  const misfits = misfitsOf(plan, { value: valueOf, converted: convertedOrPlain });
  const first = (textOf: (misfit: Misfit) => string): string => firstMisfit(misfits, textOf);
  const from = `FROM ${quoteObject(landing)} AS s WHERE ${first(() => '1')}`;
  await connection.run(
    `INSERT INTO ${quoteObject(staging)} (${quoteNames(names)})
     SELECT ${plan.columns.map(convertedOrPlain).join(', ')} ${from} IS NULL`,
    options,
  );
  const facts = [key.runId, key.step, target.name].map(quoteText);
  const why = [first((one) => quoteText(one.column)), first((one) => quoteText(one.reason))];
  const apart = await connection.run(
    `INSERT INTO ${quoteObject(quarantineOf(schema))} (${quarantineTexts.join(', ')})
     SELECT ${[...facts, ...why, rowJson(plan.columns)].join(', ')} ${from} IS NOT NULL`,
    options,
  );
  countFitting(target, { arrived: expectedRows, apart });
  await connection.run(
    `UPDATE ${quoteObject(ledgerOf(schema))} SET quarantined_rows = ${apart}
      WHERE run_id = ${quoteText(key.runId)} AND step = ${quoteText(key.step)}`,
    options,
  );
}

/** True of a row of the target `t` whose key arrived in a row that is set apart: it is not gone. Pure. */
export function isSetApart({
  landing,
  request: { plan, write },
}: Pick<StagingParts, 'landing' | 'request'>): string | undefined {
  if (!hasQuarantine(plan)) return undefined;
  const keys = plan.columns.filter((one) => write.keys.includes(one.source.name));
  const values = keys.map((one) => `${convertedOrPlain(one)} AS ${valueOf(one)}`).join(', ');
  const misfits = misfitsOf(plan, { value: valueOf, converted: convertedOrPlain });
  const apart = `SELECT DISTINCT ${values} FROM ${quoteObject(landing)} AS s WHERE ${firstMisfit(misfits, () => '1')} IS NOT NULL`;
  const matches = keys.map((one) => `t.${valueOf(one)} = a.${valueOf(one)}`).join(' AND ');
  return `EXISTS (SELECT 1 FROM (${apart}) AS a WHERE ${matches})`;
}

function quarantineOf(schema: string): ObjectName {
  return { schema, name: quarantineName };
}

function valueOf({ source }: PlannedColumn): string {
  return quoteName(source.name);
}

function convertedOrPlain(column: PlannedColumn): string {
  return isTested(column) ? convertedValue(column) : valueOf(column);
}

/** The row as JSON text, which knows no NaN and no infinity: they are texts in it. */
function rowJson(columns: readonly PlannedColumn[]): string {
  const members = columns.map((column) => {
    const value = valueOf(column);
    const json = isFloat(column.source.type)
      ? `CASE WHEN isfinite(${value}) THEN to_json(${value}) ELSE to_json(${value}::VARCHAR) END`
      : value;
    return `${quoteName(column.source.name)} := ${json}`;
  });
  return `to_json(struct_pack(${members.join(', ')}))::VARCHAR`;
}
