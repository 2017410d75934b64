import type { TableShape } from './model/workload.ts';
import { eventTimeOf } from '../data/profile/event-time.ts';
import type { TableView } from '../data/profile/column-view.ts';

/** What a profiled table says about its own storage. */
export interface TableFacts {
  readonly shape: TableShape;
  /** Of its rows, not compressed; null when the system does not tell. */
  readonly sizeGb: number | null;
  /** From its size and the time its rows span. */
  readonly gbPerMonth: number | null;
  readonly spanMonths: number | null;
}

const monthMs = (365.25 / 12) * 86_400_000;

/** Reads a profile as the storage model needs it. Pure. */
export function factsOf(view: TableView): TableFacts {
  const { table, profile, columns } = view;
  const time = eventTimeOf(view);
  // Column stores tell their compressed size.
  const factor = table.engine === undefined ? 1 : 4;
  const sizeGb = profile.sizeBytes === null ? null : (profile.sizeBytes * factor) / 1e9;
  const spanMonths = time === null ? null : (time.latestMs - time.earliestMs) / monthMs;
  const few = columns
    .filter(({ column, judgement }) => {
      const isKeyLike = ['text', 'bool', 'int16', 'int32'].includes(column.type.kind);
      return isKeyLike && judgement.distinct !== null && judgement.distinct >= 2;
    })
    .filter(({ judgement, profiled }) => (judgement.distinct ?? 0) <= 200 && profiled.nulls === 0)
    .toSorted((a, b) => (a.judgement.distinct ?? 0) - (b.judgement.distinct ?? 0));
  const references = table.foreignKeys.flatMap(({ columns: [first] }) => first ?? []);
  const named = columns
    .filter(({ column }) => /._id$/.test(column.name))
    .map(({ column }) => column.name);
  const fewNames = few.map(({ column }) => column.name);
  return {
    sizeGb: sizeGb === null ? null : Math.max(sizeGb, 0.000001),
    spanMonths,
    // Less than two months are no trend.
    gbPerMonth:
      sizeGb === null || spanMonths === null || spanMonths < 2 ? null : sizeGb / spanMonths,
    shape: {
      rows: profile.rows.count,
      timeColumn: time?.view.column.name ?? null,
      primaryKey: table.primaryKey,
      fewValues: fewNames,
      lookUps: [...new Set([...references, ...named])].filter((name) => !fewNames.includes(name)),
    },
  };
}
