import { isTemporal, type TimeUnit } from '@ai-etl/core';
import { free } from '../../parse/reading.ts';
import { textOf } from '../../text/token.ts';
import { columnOf, mentionAt, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { GroupIR } from '../question-ir.ts';
import { groupWords } from '../question-words.ts';

/** "per month", "monthly", "by order month", "по месяцам". */
export function timeGroupAt(
  asked: Asked,
  at: number,
): { readonly group: GroupIR; readonly end: number } | null {
  const { reading } = asked;
  const frequency = unitNames.find((unit) => unit === textOf(free(reading, at), 'frequency'));
  if (frequency !== undefined)
    return { group: { kind: 'time', unit: frequency, ref: null }, end: at + 1 };
  if (/^(?:помесячно|поквартально|подневно|понедельно)$/u.test(free(reading, at)?.lower ?? '')) {
    const word = free(reading, at)?.lower ?? '';
    const unit = word.startsWith('помес')
      ? 'month'
      : word.startsWith('покв')
        ? 'quarter'
        : word.startsWith('подн')
          ? 'day'
          : 'week';
    return { group: { kind: 'time', unit, ref: null }, end: at + 1 };
  }
  const length = matchPhrase(reading, at, groupWords);
  if (length === 0) return null;
  const next = at + length;
  const direct = unitAt(asked, next) ?? unitAt(asked, next + 1);
  if (
    direct !== null &&
    (unitAt(asked, next) !== null ||
      /^(?:the|calendar|each)$/u.test(free(reading, next)?.lower ?? ''))
  ) {
    const end = unitAt(asked, next) === null ? next + 2 : next + 1;
    return { group: { kind: 'time', unit: direct, ref: null }, end };
  }
  // "by order month", "by month of hiring"
  const mention = mentionAt(asked, next);
  const unit = mention === null ? null : unitAt(asked, mention.end);
  const ref = columnOf(asked, mention, (column) => isTemporal(column.type));
  if (mention !== null && unit !== null) {
    return { group: { kind: 'time', unit, ref }, end: mention.end + 1 };
  }
  return null;
}

function unitAt(asked: Asked, at: number): TimeUnit | null {
  const token = free(asked.reading, at);
  const unit =
    textOf(token, 'unit') ?? russianUnits.find(([stem]) => token?.lower.startsWith(stem))?.[1];
  const known = unitNames.find((one) => one === unit);
  if (known === undefined) return null;
  // A column called "year" is a column.
  const mention = mentionAt(asked, at);
  return mention?.candidates[0]?.kind === 'column' && mention.candidates[0].score >= 1
    ? null
    : known;
}

const unitNames: readonly TimeUnit[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];

const russianUnits: readonly (readonly [string, TimeUnit])[] = [
  ['год', 'year'],
  ['дням', 'day'],
  ['часам', 'hour'],
];
