import { createHash } from 'node:crypto';
import type { CatalogTable } from '@ai-etl/core';
import type { QuestionSchema } from '@ai-etl/planner';

const known = new WeakMap<CatalogTable, string>();
const tablesPerStep = 20;

/**
 * What tells schemas apart that words are read against: names, types, keys and comments, in their order. Sizes
 * of tables, which change all the time, decide nothing. Tables that were seen before cost nothing.
 */
export function* schemaFingerprint({
  defaultSchema,
  tables,
}: QuestionSchema): Generator<void, string> {
  const all = createHash('sha256').update(JSON.stringify([defaultSchema, tables.length]));
  for (const [at, table] of tables.entries()) {
    all.update(tableFingerprint(table));
    if (at % tablesPerStep === 0) yield;
  }
  return all.digest('base64');
}

function tableFingerprint(table: CatalogTable): string {
  const found = known.get(table);
  if (found !== undefined) return found;
  const { estimatedRows: _rows, estimatedBytes: _bytes, ...rest } = table;
  const fingerprint = createHash('sha256').update(JSON.stringify(rest)).digest('base64');
  known.set(table, fingerprint);
  return fingerprint;
}
