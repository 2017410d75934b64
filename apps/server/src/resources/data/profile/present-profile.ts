import { estimateDistinct, type CatalogTable, type TableProfile } from '@ai-etl/core';
import { jsonValue } from '../../../data/json-value.ts';
import { advise } from '../advice/advise.ts';
import type { ProfileAnswer } from '../contract.ts';
import { rangeOf, viewTable, type TableView } from './column-view.ts';
import { eventTimeOf } from './event-time.ts';
import { percentage } from './percentage.ts';
import { presentColumn } from './present-column.ts';

export interface ProfileToPresent {
  readonly source: string;
  readonly table: CatalogTable;
  readonly defaultSchema: string;
  readonly profile: TableProfile;
  readonly profiledAtMs: number;
  readonly durationMs: number;
  /** The caller may see personal data. */
  readonly mayUnmask: boolean;
}

/** A profile as the contract has it, and more. */
export function presentProfile(one: ProfileToPresent): ProfileAnswer {
  const { source, table, defaultSchema, profile } = one;
  const view = viewTable(table, profile);
  return {
    source,
    table: {
      schema: table.object.schema ?? defaultSchema,
      name: table.object.name,
      kind: table.kind,
    },
    row_count: profile.rows.count,
    row_count_exact: profile.rows.exact,
    columns: view.columns.map((column) => presentColumn(column, profile, one.mayUnmask)),
    statistics: {
      null_percentage: nullShare(profile),
      ...duplicateShare(table, profile),
      size_mb: megabytes(profile.sizeBytes),
      size_bytes: profile.sizeBytes,
      index_mb: megabytes(profile.indexBytes),
    },
    recommendations: advise(view),
    freshness: freshnessOf(view, one.profiledAtMs),
    layout: {
      partitioned_by: profile.partitionKey,
      sorted_by: [...profile.sortedBy],
      primary_key: [...table.primaryKey],
      indexes: profile.indexes.map(({ columns, unique, partial }) => ({
        columns: [...columns],
        unique,
        partial,
      })),
      engine: table.engine ?? null,
    },
    sample: { method: profile.sample.method, rows: profile.sample.rows },
    complete: profile.missing.length === 0,
    missing: profile.missing.map(({ what, why }) => ({ what, why })),
    profiled_at: new Date(one.profiledAtMs).toISOString(),
    duration_ms: one.durationMs,
  };
}

/** The newest row, by the column that tells its time, and the last write the system knows of. */
function freshnessOf(view: TableView, nowMs: number): ProfileAnswer['freshness'] {
  const { lastWrittenAt, sample } = view.profile;
  const time = eventTimeOf(view);
  if (time === null) {
    return {
      column: null,
      latest: null,
      age_seconds: null,
      basis: null,
      last_written_at: lastWrittenAt,
    };
  }
  const { column, profiled } = time.view;
  const latest = jsonValue(rangeOf(time.view).max, column.type);
  return {
    column: column.name,
    latest: typeof latest === 'string' ? latest : null,
    // A plan for tomorrow is not negative age.
    age_seconds: Math.max(0, Math.round((nowMs - time.latestMs) / 1000)),
    basis:
      profiled.wholeRange !== null ? 'index' : sample.method === 'all_rows' ? 'all_rows' : 'sample',
    last_written_at: lastWrittenAt,
  };
}

function nullShare({ columns, sample }: TableProfile): number | null {
  const known = columns.flatMap(({ nulls }) => (nulls === null ? [] : [nulls]));
  const nulls = known.reduce((sum, one) => sum + one, 0);
  return percentage(nulls, known.length * sample.rows);
}

function duplicateShare(
  table: CatalogTable,
  { repeated, rows, sample }: TableProfile,
): Pick<ProfileAnswer['statistics'], 'duplicate_percentage' | 'duplicate_basis'> {
  if (repeated === null) {
    const isKeyed = table.primaryKey.length > 0 || table.uniqueKeys.length > 0;
    return isKeyed && sample.rows > 0
      ? { duplicate_percentage: 0, duplicate_basis: 'declared_key' }
      : { duplicate_percentage: null, duplicate_basis: null };
  }
  if (repeated.rows === 0) return { duplicate_percentage: null, duplicate_basis: null };
  const isWhole = sample.method === 'all_rows';
  const total = isWhole ? repeated.rows : (rows.count ?? repeated.rows);
  const distinct = estimateDistinct(
    { values: repeated.rows, distinct: repeated.distinct, single: repeated.single },
    total,
  );
  return {
    duplicate_percentage: percentage(total - distinct, total),
    duplicate_basis: isWhole ? 'all_rows' : 'estimated_from_sample',
  };
}

function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round(bytes / 10_000) / 100;
}
