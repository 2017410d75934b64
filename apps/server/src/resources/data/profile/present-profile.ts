import { estimateDistinct, invariant, type CatalogTable, type TableProfile } from '@ai-etl/core';
import type { ProfileAnswer } from '../contract.ts';
import { judgeColumn } from './judge-column.ts';
import { percentage } from './percentage.ts';
import { presentColumn } from './present-column.ts';

export interface ProfileToPresent {
  readonly source: string;
  readonly table: CatalogTable;
  readonly defaultSchema: string;
  readonly profile: TableProfile;
  readonly profiledAtMs: number;
  readonly durationMs: number;
}

/** A profile as the contract has it, and more. */
export function presentProfile(one: ProfileToPresent): ProfileAnswer {
  const { source, table, defaultSchema, profile } = one;
  const columns = table.columns.map((column, index) => {
    const profiled = profile.columns[index];
    invariant(profiled?.name === column.name, 'a profile has the columns that were asked for');
    const judgement = judgeColumn(profiled, table, profile);
    return presentColumn({ column, profiled, judgement, profile });
  });
  return {
    source,
    table: {
      schema: table.object.schema ?? defaultSchema,
      name: table.object.name,
      kind: table.kind,
    },
    row_count: profile.rows.count,
    row_count_exact: profile.rows.exact,
    columns,
    statistics: {
      null_percentage: nullShare(profile),
      ...duplicateShare(table, profile),
      size_mb: megabytes(profile.sizeBytes),
      size_bytes: profile.sizeBytes,
      index_mb: megabytes(profile.indexBytes),
    },
    sample: { method: profile.sample.method, rows: profile.sample.rows },
    complete: profile.missing.length === 0,
    missing: profile.missing.map(({ what, why }) => ({ what, why })),
    profiled_at: new Date(one.profiledAtMs).toISOString(),
    duration_ms: one.durationMs,
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
