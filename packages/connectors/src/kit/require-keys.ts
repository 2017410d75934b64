import { AiEtlError, historyOf, type Write } from '@ai-etl/core';

/** Where keys are looked at: the staged rows, and how to ask whether a query has rows. */
export interface KeyLookup {
  /** A quoted table. */
  readonly staging: string;
  quote(name: string): string;
  any(sql: string): Promise<boolean>;
}

/** Keys that repeat or hold NULL do not identify a row, nor does NULL say since when: VALUE_REJECTED. */
export async function requireKeys(write: Write, { staging, quote, any }: KeyLookup): Promise<void> {
  const { keys } = write;
  const { effective } = historyOf(write);
  const list = keys.join(', ');
  const from = `SELECT 1 FROM ${staging}`;
  const isNull = keys.map((key) => `${quote(key)} IS NULL`).join(' OR ');
  if (await any(`${from} WHERE ${isNull}`)) {
    throw refused(`The keys (${list}) hold NULL, which identifies no row.`);
  }
  if (effective !== undefined && (await any(`${from} WHERE ${quote(effective)} IS NULL`))) {
    throw refused(
      `The column ${effective} holds NULL, which does not say since when a row is as it is.`,
    );
  }
  if (await any(`${from} GROUP BY ${keys.map(quote).join(', ')} HAVING count(*) > 1`)) {
    throw refused(
      `The keys (${list}) repeat in the loaded rows, so they identify no single row. Remove duplicates first (dedupe), or choose other keys.`,
    );
  }
}

function refused(problem: string): AiEtlError {
  return new AiEtlError('VALUE_REJECTED', `${problem} Nothing was published.`);
}
