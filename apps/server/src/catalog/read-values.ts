import {
  AiEtlError,
  type Catalog,
  type CatalogTable,
  type Clock,
  type ConnectorSession,
  type DialectName,
} from '@ai-etl/core';
import { tableKey, type CatalogClaim, type CatalogWork, type ColumnValues } from '@ai-etl/store';
import { readTableValues } from './read-table-values.ts';

export interface ReadValues {
  readonly claim: CatalogClaim;
  readonly catalog: Catalog;
  readonly dialect: DialectName;
  readonly signal: AbortSignal;
}

export interface ReadValuesPorts {
  readonly work: Pick<CatalogWork, 'listReadTables' | 'putValues'>;
  readonly clock: Clock;
}

/** All tables of a connection together. */
const budgetMs = 40_000;
/** Of it, what reading columns whole may take: first rows of every table come before. */
const wholeShare = 0.6;
/** Cells of first rows, of all tables together: what bounds time and memory of wide databases. */
const cells = 4_000_000;
const rowsOfTable = { least: 100, most: 2000 } as const;
/** Rows of ours written in one transaction. */
const batch = { columns: 500, values: 10_000 } as const;

/**
 * Reads and stores the values of a catalog's tables, those that were read longest ago first, until
 * the time is up. Answers how many tables are left; null: another attempt has taken over.
 */
export async function readValues(
  { work, clock }: ReadValuesPorts,
  session: ConnectorSession,
  { claim, catalog, dialect, signal }: ReadValues,
): Promise<number | null> {
  const startedMs = clock.now();
  const endsMs = startedMs + budgetMs;
  const schemaOf = ({ object }: CatalogTable) => object.schema ?? catalog.defaultSchema;
  const read = await work.listReadTables(claim);
  const lastRead = (table: CatalogTable) =>
    read.get(tableKey(schemaOf(table), table.object.name)) ?? '';
  const withText = catalog.tables.filter((one) => countTexts(one) > 0);
  const tables = withText.toSorted((a, b) => (lastRead(a) < lastRead(b) ? -1 : 1));
  const rows = rowsToRead(withText);
  const pending: ColumnValues[] = [];
  let unread = 0;
  let isMine = true;
  const flush = async (): Promise<void> => {
    if (pending.length > 0) isMine = await work.putValues(claim, pending.splice(0));
  };
  for (const [at, table] of tables.entries()) {
    signal.throwIfAborted();
    if (clock.now() >= endsMs) {
      unread += tables.length - at;
      break;
    }
    const paceMs = startedMs + (budgetMs * wholeShare * (at + 1)) / tables.length;
    try {
      const task = { table, schema: schemaOf(table), dialect, rows, signal };
      const { excludedColumns: excluded } = claim.settings;
      const hasTime = () => clock.now() < paceMs;
      pending.push(...(await readTableValues(session, { ...task, excluded, hasTime })));
    } catch (error) {
      if (isFatal(error, signal)) throw error;
      unread += 1;
    }
    const values = pending.reduce((sum, one) => sum + one.values.length, 0);
    if (pending.length >= batch.columns || values >= batch.values) await flush();
    if (!isMine) return null;
  }
  await flush();
  return isMine ? unread : null;
}

/** A table that may not be read, or is too slow, is left; a broken connection ends it all. */
function isFatal(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted || !(error instanceof AiEtlError)) return true;
  return error.code === 'CONNECTION_LOST' || error.code === 'CONNECTION_FAILED';
}

function countTexts({ columns }: CatalogTable): number {
  return columns.filter(({ type }) => type.kind === 'text').length;
}

function rowsToRead(tables: readonly CatalogTable[]): number {
  const texts = tables.reduce((sum, one) => sum + countTexts(one), 0);
  const { least, most } = rowsOfTable;
  return Math.min(most, Math.max(least, Math.floor(cells / Math.max(1, texts))));
}
