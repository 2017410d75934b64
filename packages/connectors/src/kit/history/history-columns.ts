import { historyOf, type ColumnType, type PlannedColumn, type Write } from '@ai-etl/core';
import { decisionColumns } from './history-words.ts';

type NativeTypeOf = (type: ColumnType) => string | undefined;

/** The columns that scd2 adds to a table, as a system stores them; none in other modes. Pure. */
export function historyColumns(write: Write, nativeType: NativeTypeOf): readonly PlannedColumn[] {
  if (write.mode !== 'scd2') return [];
  const { valid_from, valid_to, is_current } = historyOf(write);
  const moment = { kind: 'timestamptz' } as const;
  return [
    planned({ name: valid_from, type: moment, nullable: false }, nativeType),
    planned({ name: valid_to, type: moment, nullable: true }, nativeType),
    planned({ name: is_current, type: { kind: 'bool' }, nullable: false }, nativeType),
  ];
}

/** The columns of its staging table that hold what becomes of the rows; none in other modes. Pure. */
export function decisionsOf(write: Write, nativeType: NativeTypeOf): readonly PlannedColumn[] {
  if (write.mode !== 'scd2') return [];
  const { since, version, until, same } = decisionColumns;
  const moment = { kind: 'timestamptz' } as const;
  return [
    ...[since, version, until].map((name) =>
      planned({ name, type: moment, nullable: true }, nativeType),
    ),
    planned({ name: same, type: { kind: 'int32' }, nullable: true }, nativeType),
  ];
}

/** An RFC 3339 moment as `2026-01-31 10:00:00.000000`, in UTC. Pure. */
export function momentText(rfc3339: string): string {
  return `${new Date(rfc3339).toISOString().replace('T', ' ').replace('Z', '')}000`;
}

function planned(source: PlannedColumn['source'], nativeType: NativeTypeOf): PlannedColumn {
  return { source, nativeType: nativeType(source.type) ?? '', nullable: source.nullable };
}
