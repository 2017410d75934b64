import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AiEtlError, messageOf } from '@ai-etl/core';

const Price = z.number().min(0).max(1_000_000);

/** Unit prices that costs are worked out of. A file of its own: prices change, and differ by contract. */
const PriceTable = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** When the prices were looked up: YYYY-MM. */
  date: z.string().regex(/^\d{4}-\d\d$/),
  note: z.string().min(1).max(1000),
  source: z.string().min(1).max(500),
  prices: z.strictObject({
    disk_gb_month: Price,
    object_storage_gb_month: Price,
    backup_gb_month: Price,
    vcpu_month: Price,
    memory_gb_month: Price,
    /** Reading one gigabyte out of object storage: requests, not traffic. */
    object_read_gb: Price,
  }),
});

export type PriceTable = z.infer<typeof PriceTable>;

const ours = new URL('./price-table.json', import.meta.url);

/** Reads the table at `path`, or ours. Throws CONFIGURATION_INVALID naming the file and the fields. */
export async function readPriceTable(path: string | null): Promise<PriceTable> {
  const name = path ?? 'the built-in price table';
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path ?? ours, 'utf8'));
  } catch (error) {
    throw invalid(name, [{ field: 'AI_ETL_PRICE_TABLE', error: messageOf(error) }]);
  }
  const parsed = PriceTable.safeParse(document);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map((one) => ({
    field: one.path.join('.') || 'AI_ETL_PRICE_TABLE',
    error: one.message,
  }));
  throw invalid(name, details);
}

function invalid(
  name: string,
  details: readonly { readonly field: string; readonly error: string }[],
): AiEtlError {
  const list = details.map((one) => `${one.field} ${one.error}`).join('; ');
  return new AiEtlError('CONFIGURATION_INVALID', `${name} cannot be used: ${list}.`, { details });
}
