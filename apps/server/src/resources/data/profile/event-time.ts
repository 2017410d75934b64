import { isTemporal } from '@ai-etl/core';
import { nullShareOf, rangeOf, type ColumnView, type TableView } from './column-view.ts';

/** The column that says when a row's event took place, or when the row was made. */
export interface EventTime {
  readonly view: ColumnView;
  readonly earliestMs: number;
  readonly latestMs: number;
  /** Rows without it, 0 to 1. */
  readonly nullShare: number;
}

/** A time that a fifth of the rows lack tells nothing about the table. */
const mostNulls = 0.2;

/**
 * The most likely one: a time in most rows, of a telling name; null when there is none. When
 * several are alike, the first.
 */
export function eventTimeOf({ columns, profile }: TableView): EventTime | null {
  let best: (EventTime & { readonly score: number }) | null = null;
  for (const view of columns) {
    const { type, name } = view.column;
    const nulls = nullShareOf(view, profile);
    if (!isTemporal(type) || type.kind === 'time' || view.meaning?.pii === true) continue;
    if (nulls === null || nulls > mostNulls) continue;
    const { min, max } = rangeOf(view);
    const earliestMs = millisecondsOf(min);
    const latestMs = millisecondsOf(max);
    if (earliestMs === null || latestMs === null) continue;
    const score = scoreOf(name) - 5 * nulls;
    if (best === null || score > best.score) {
      best = { view, earliestMs, latestMs, nullShare: nulls, score };
    }
  }
  return best;
}

/** Milliseconds since 1970 of a time as profiles spell it; null for infinity and years of five digits. */
export function millisecondsOf(text: string | null): number | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?)?/.exec(text ?? '');
  if (match === null) return null;
  return Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}.${(match[3] ?? '0').padEnd(3, '0')}Z`);
}

/** Rows are seldom asked for by the time of their last change, or by when something ends. */
function scoreOf(name: string): number {
  const lower = name.toLowerCase();
  if (/updat|modif|delet|expir|valid|end|due|cancel|birth|last/.test(lower)) return 0;
  if (/creat|event|occur|order|placed|insert|log|timestamp|ts$|^date|^day|^time/.test(lower))
    return 3;
  return /_at$|_on$|_date$|date|time/.test(lower) ? 2 : 1;
}
