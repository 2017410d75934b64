import { AiEtlError, historyOf } from '@ai-etl/core';
import { quoteName, quoteNames } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/** Keys that repeat or hold NULL do not identify a row, nor does NULL say since when: VALUE_REJECTED. */
export async function requireKeys({
  client,
  fitting,
  columns,
  request,
}: StagingParts): Promise<void> {
  const { write } = request;
  const { keys } = write;
  const { effective } = historyOf(write);
  const required = [...keys, ...(effective === undefined ? [] : [effective])];
  const values = columns
    .filter((one) => required.includes(one.name))
    .map((one) => `${one.publish} AS ${quoteName(one.name)}`);
  const from = `SELECT 1 FROM (SELECT ${values.join(', ')} FROM ${fitting} AS f) AS s`;
  const anyNull = (names: readonly string[]): string =>
    `EXISTS (${from} WHERE ${names.map((name) => `${quoteName(name)} IS NULL`).join(' OR ')})`;
  const { rows } = await client.query<{ nulls: string; any: string; repeats: string }>(
    `SELECT ${anyNull(keys)} AS nulls, ${anyNull(required)} AS any,
            EXISTS (${from} GROUP BY ${quoteNames(keys)} HAVING count(*) > 1) AS repeats`,
  );
  const [found] = rows;
  const list = keys.join(', ');
  if (found?.nulls === 't') {
    throw new AiEtlError(
      'VALUE_REJECTED',
      `The keys (${list}) hold NULL, which identifies no row. Nothing was published.`,
    );
  }
  if (found?.any === 't') {
    throw new AiEtlError(
      'VALUE_REJECTED',
      `The column ${effective} holds NULL, which does not say since when a row is as it is. Nothing was published.`,
    );
  }
  if (found?.repeats === 't') {
    throw new AiEtlError(
      'VALUE_REJECTED',
      `The keys (${list}) repeat in the loaded rows, so they identify no single row. Remove duplicates first (dedupe), or choose other keys. Nothing was published.`,
    );
  }
}
