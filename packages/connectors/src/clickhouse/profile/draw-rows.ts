import type { ProfileRequest } from '@ai-etl/core';
import type { DrawnRows, ProfiledColumn } from '../../kit/profile/profiler.ts';
import { sampleSizeOf } from '../../kit/profile/sample-size.ts';
import { selectList } from '../../kit/profile/select-list.ts';
import { quoteName } from '../quote.ts';
import type { ClickhouseFacts } from './facts.ts';

/** Rows between two marks of a part, unless a table says otherwise: what is read at least. */
const granule = 8192;

/** Granules that are looked into: enough to be spread over the table, few enough to be cheap. */
const granulesRead = 64;

/**
 * How rows are drawn: all of a small table, by its sampling key where it has one, else some rows of
 * some granules picked by their place, so that the others are never read. The same parts give the
 * same rows.
 */
export function drawRows(
  request: ProfileRequest,
  { from, facts }: { readonly from: string; readonly facts: ClickhouseFacts },
): DrawnRows {
  const list = (columns: readonly ProfiledColumn[]): string => selectList(columns, quoteName);
  if (request.exact) {
    return { method: 'all_rows', select: (columns) => `SELECT ${list(columns)} FROM ${from}` };
  }
  const { rows: wanted, limitedBecause } = sampleSizeOf(request.sampleRows, facts);
  const limited = limitedBecause === undefined ? {} : { limitedBecause };
  // The surplus is cut off by chance, not by which thread was first.
  const byPlace = ' ORDER BY sipHash64(_part, _part_offset)';
  const first = (where: string) => (columns: readonly ProfiledColumn[]) =>
    `SELECT ${list(columns)} FROM ${from}${where} LIMIT ${wanted}`;
  if (facts.rows === null || facts.rows <= wanted || !facts.hasParts) {
    return { ...limited, method: 'first_rows', select: first('') };
  }
  if (facts.samplingKey !== '') {
    const share = Math.min(1, (1.1 * wanted) / facts.rows);
    return {
      ...limited,
      method: 'sampling_key',
      select: first(` SAMPLE ${share.toFixed(9)}${byPlace}`),
    };
  }
  const granules = Math.ceil(facts.rows / granule);
  const everyGranule = Math.max(1, Math.floor(granules / granulesRead));
  const everyRow = Math.max(1, Math.floor(facts.rows / everyGranule / (1.1 * wanted)));
  const picked = [
    ...(everyGranule > 1 ? [`intDiv(_part_offset, ${granule}) % ${everyGranule} = 0`] : []),
    ...(everyRow > 1 ? [`cityHash64(_part_offset) % ${everyRow} = 0`] : []),
  ];
  const where = picked.length === 0 ? '' : ` PREWHERE ${picked.join(' AND ')}`;
  return {
    ...limited,
    method: everyGranule > 1 ? 'blocks' : 'rows',
    select: first(`${where}${byPlace}`),
  };
}
