import type { Measure } from '../../ir/index.ts';
import { isColumnLike, readColumn, readJoint, readList } from '../list.ts';
import { free, is, isMarkAt, skip, type Reading } from '../reading.ts';

type Fn = Measure['fn'];

const functions: readonly (readonly [Fn, RegExp])[] = [
  ['sum', /^(?:sums?|sum of|totals?|сумм\p{L}*|суммарн\p{L}*)$/u],
  ['avg', /^(?:average|averages|avg|mean|средн\p{L}*)$/u],
  [
    'min',
    /^(?:min|minimum|minimal|smallest|lowest|least|shortest|earliest|oldest|cheapest|lightest|youngest|минимум|минимальн\p{L}*|наименьш\p{L}*|коротк\p{L}*|кратчайш\p{L}*|маленьк\p{L}*|ранн\p{L}*|дешев\p{L}*|дешёв\p{L}*)$/u,
  ],
  [
    'max',
    /^(?:max|maximum|maximal|largest|biggest|highest|greatest|longest|latest|newest|dearest|heaviest|peak|максимум|максимальн\p{L}*|наибольш\p{L}*|долг\p{L}*|длинн\p{L}*|больш\p{L}*|поздн\p{L}*|дорог\p{L}*)$/u,
  ],
  ['count', /^(?:count|counts|count of|количество)$/u],
];
const maxFunctions = 6;

/** Several functions of one column, and where their words end. */
export interface SharedMeasures {
  readonly measures: readonly Measure[];
  readonly end: number;
}

/** "the sum, average, minimum and maximum of amount": functions joined before the column they share. */
export function readSharedMeasures(reading: Reading, at: number): SharedMeasures | null {
  const fns: Fn[] = [];
  let end = skip(reading, at, 'determiner');
  while (fns.length < maxFunctions) {
    const next = fns.length === 0 ? end : skip(reading, readJoint(reading, end), 'determiner');
    if (fns.length > 0 && next === end) break;
    // "самое долгое": the word of the superlative stands before it.
    const place = /^сам(?:ый|ая|ое|ые|ую|ого|ой|ых)$/u.test(free(reading, next)?.lower ?? '')
      ? next + 1
      : next;
    const fn = functionAt(reading, place);
    if (fn === null) break;
    fns.push(fn);
    end = place + 1;
  }
  if (fns.length < 2) return null;
  const of = skip(reading, end, 'of', 'by', 'for', 'determiner');
  const outer = readList(
    reading,
    of,
    (index) => (opensMeasure(reading, index) ? null : readColumn(reading, index)),
    20,
  );
  if (outer === null) return null;
  // "average score (score_pct)": the identifier in brackets is the column that is meant.
  const inner = isMarkAt(reading, outer.end, '(') ? readColumn(reading, outer.end + 1) : null;
  const named = inner !== null && isMarkAt(reading, inner.end, ')') ? inner : null;
  const columns = named === null ? outer.items : [named.item];
  if (columns.some((column) => column.includes('.'))) return null;
  const measures = columns.flatMap((column) =>
    fns.map((fn): Measure => ({ fn, column: fn === 'count' ? '*' : column })),
  );
  return { measures, end: named === null ? outer.end : named.end + 1 };
}

/** "…, cheapest and dearest price": behind a comma another function begins the next measure. */
function opensMeasure(reading: Reading, at: number): boolean {
  return (
    functionAt(reading, at) !== null &&
    (readJoint(reading, at + 1) > at + 1 || isColumnLike(free(reading, at + 1)))
  );
}

function functionAt(reading: Reading, at: number): Fn | null {
  const token = free(reading, at);
  if (token === undefined || token.quoted || is(reading, at, 'system')) return null;
  return functions.find(([, word]) => word.test(token.lower))?.[0] ?? null;
}
