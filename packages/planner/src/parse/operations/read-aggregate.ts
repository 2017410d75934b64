import type { GroupKey, Measure, OperationIntent } from '../../ir/index.ts';
import { isMark, textOf } from '../../text/token.ts';
import { isWrittenColumn } from '../clauses.ts';
import { isColumnLike, readColumn, readJoint, readList } from '../list.ts';
import { compileRules, readRuleAt } from '../pattern/rules.ts';
import { claim, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { things } from './column-rules.ts';
import { isCountedThing } from './counted-things.ts';
import { isMoneyBeforeGroup, readMoney } from './read-money.ts';
import { readSharedMeasures } from './read-shared-measures.ts';

type Fn = Measure['fn'];

interface MeasureRead {
  readonly measures: readonly Measure[];
  /** A word that computes by itself: the sentence aggregates even without a group. */
  readonly sure: boolean;
}

const sum =
  '(sum|sums|total|totals|grand total|totalled|summed|sum up|add up|adding up|tally|tally up|summing|cumulated|total sum)';
const avg = '(average|avg|mean|averages|averaged|averaging)';
const min = '(cheapest|min|minimum|smallest|lowest|least|earliest|shortest|minimal)';
const max = '(max|maximum|largest|biggest|highest|greatest|latest|longest|peak|maximal)';
const russianSum =
  '(сумм*|общая сумма|общую сумму|общий|общая|общее|общую|просуммируй|суммируй|сложи|итог по|итого)';
const russianAvg = '(средн*|усредни|усредняй|усредненн*)';
const russianMin = '(минимум|минимальн*|наименьш*|самый маленький|самую маленькую)';
const russianMax = '(максимум|максимальн*|наибольш*|самый большой|самую большую)';
const of = '(of|the|of the|in|over|for)?';
const article = '(the|all|every)?';
const po = '(по|из|от|значение|значения|показания)?';

function pair(fns: readonly Fn[], patterns: readonly string[], sure = false) {
  return {
    patterns,
    mean: (captures: { texts(name: string): readonly string[] }) => {
      const columns = captures.texts('columns');
      if (columns.length === 0 || columns.some((column) => isFunctionWord(column))) return null;
      return (): MeasureRead => ({
        sure,
        measures: columns.flatMap((column) => fns.map((fn) => ({ fn, column }))),
      });
    },
  };
}

function isFunctionWord(word: string): boolean {
  return /^(?:sum|count|average|number|different|distinct|unique|min|max|each|per)$/iu.test(word);
}

/** What is computed of a group. The identifier in brackets wins over the noun: "average score (score_pct)". */
const measureRules = compileRules<MeasureRead>([
  pair(
    ['count_distinct'],
    [
      '(the)? (number|count|amount) of (different|distinct|unique|separate|individual) <columns:col>',
      '(count|counting) (the)? (different|distinct|unique) <columns:col>',
      'how many (different|distinct|unique) <columns:col>',
      '(distinct|unique) <columns:col> (count|counts)',
      '(count distinct|distinct count|unique count|distinct count of|count distinct of) (of)? <columns:col>',
      '(количеств*|число|числу|кол-во|сколько) (уникальн*|различн*|разных|разн*) <columns:col>',
      '(уникальн*|различн*) <columns:col> (посчитай|считай)?',
      '(посчитай|считай) (уникальн*|различн*|разных) <columns:col>',
    ],
    true,
  ),
  {
    patterns: [
      '(the)? (total)? (number|count|counts) of (the|all|its|their)? <columns:col>',
      'how many (rows|records|<columns:col>)',
      '(counting|count|counts) (the|all|its|their|up)? <columns:col>',
      '(the)? (total)? (number|count|counts) of (the|all)? (rows|records|lines|entries|them)',
      '(count|counting) (of)? (the|all)? (rows|records|lines|entries|them)',
      '(row|record|line) (count|counts)',
      '(общее)? (количеств*|число|числу|кол-во|сколько) (всех|строк|записей)? (<columns:col>)?',
      '(посчитай|считай|подсчитай) (строки|записи)',
    ],
    mean: (captures) => {
      const [column = ''] = captures.texts('columns');
      if (isFunctionWord(column) && column !== '') return null;
      // "number of order_id" names a column; "number of orders" means rows.
      const measure: Measure = { fn: 'count', column: column.includes('_') ? column : '*' };
      return () => ({ sure: true, measures: [measure] });
    },
  },
  {
    // "total hours and distinct employees per project_id": a measure only where something is grouped.
    patterns: ['(distinct|unique|different) <columns:col>'],
    mean: (captures) => {
      const column = captures.text('columns');
      return column === null || isFunctionWord(column) || things.test(column)
        ? null
        : () => ({ sure: false, measures: [{ fn: 'count_distinct', column }] });
    },
  },
  pair(['sum'], ['sum { <columns:col> }'], true),
  pair(['avg'], ['(avg|average|mean) { <columns:col> }'], true),
  pair(['min'], ['min { <columns:col> }'], true),
  pair(['max'], ['max { <columns:col> }'], true),
  pair(
    ['sum'],
    [
      `(the)? ${sum} ${of} ${article} (<x:col> {)? <columns:cols> (})?`,
      `${russianSum} ${po} (<x:col> {)? <columns:cols> (})?`,
    ],
  ),
  pair(
    ['avg'],
    [
      `(the)? ${avg} ${of} ${article} <x:col> { <columns:col> }`,
      `(the)? ${avg} ${of} ${article} <columns:cols>`,
      `${russianAvg} ${po} <x:col> { <columns:col> }`,
      `${russianAvg} ${po} <columns:cols>`,
    ],
  ),
  pair(
    ['min'],
    [
      `(the)? ${min} ${of} ${article} <x:col> { <columns:col> }`,
      `(the)? ${min} ${of} ${article} <columns:cols>`,
      `${russianMin} ${po} <columns:cols>`,
    ],
  ),
  pair(
    ['max'],
    [
      `(the)? ${max} ${of} ${article} <x:col> { <columns:col> }`,
      `(the)? ${max} ${of} ${article} <columns:cols>`,
      `${russianMax} ${po} <columns:cols>`,
    ],
  ),
  {
    patterns: [
      '<columns:col> (totals|averages|counts|sums|minimums|maximums)',
      '<columns:col> (in total|altogether|in all)',
    ],
    mean: (captures) => {
      const column = captures.text('columns');
      return column === null || isFunctionWord(column)
        ? null
        : (evidence) => ({ sure: false, measures: [{ fn: fnOf(evidence.text), column }] });
    },
  },
]);

function fnOf(text: string): Fn {
  if (/averages/iu.test(text)) return 'avg';
  if (/counts/iu.test(text)) return 'count';
  return /minimums/iu.test(text) ? 'min' : /maximums/iu.test(text) ? 'max' : 'sum';
}

const verbs: ReadonlySet<string> = new Set(
  'aggregate aggregated aggregating summarise summarize summarised summarized rollup compute calculate посчитай подсчитай считай рассчитай агрегируй агрегировать вычисли посчитать'.split(
    ' ',
  ),
);
const groupLeads: ReadonlySet<string> = new Set([
  'per',
  'for each',
  'for every',
  'group by',
  'grouped by',
  'grouping by',
  'broken down by',
  'split by',
  'rolled up by',
  'by each',
  'within each',
  'for',
  'by',
  'each',
  'every',
  'and per',
  'in each',
  'grouped',
  'across',
  'по',
  'в разрезе',
  'на',
  'сгруппируй по',
  'группируй по',
  'с группировкой по',
  'сгруппировав по',
  'за',
  'для',
  'сгруппируй',
  'сгруппированные по',
  'разбивкой по',
  'с разбивкой по',
  'группировкой по',
  'группируя по',
]);
const loneLeads: ReadonlySet<string> = new Set([
  'for',
  'by',
  'each',
  'every',
  'по',
  'на',
  'за',
  'для',
]);

/** Reads what is computed and by what it is grouped, wherever in the sentence it is said. */
export function readAggregate(
  reading: Reading,
  { rhythm, isRanked }: { readonly rhythm: GroupKey['unit']; readonly isRanked: boolean },
): OperationIntent[] {
  const measures: Measure[] = [];
  const places: { from: number; to: number }[] = [];
  let sure = reading.tokens.some((_token, at) => verbs.has(free(reading, at)?.lower ?? ''));
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const shared = readSharedMeasures(reading, at) ?? readMoney(reading, at);
    if (shared !== null) {
      measures.push(...shared.measures);
      places.push({ from: at, to: shared.end });
      at = shared.end - 1;
      continue;
    }
    if (countsRows(reading, at)) {
      measures.push({ fn: 'count', column: '*' });
      places.push({ from: at, to: at + 1 });
      sure = true;
      continue;
    }
    const read =
      readRuleAt(reading, measureRules, at) ??
      countOfDone(reading, at, places) ??
      (places.length === 0 ? countOfThings(reading, at) : null);
    if (read === null) continue;
    const meaning = read.make(evidenceOf(reading, at, read.end));
    measures.push(...meaning.measures);
    sure ||= meaning.sure;
    places.push({ from: at, to: read.end });
    at = read.end - 1;
  }
  const taken = new Set(places.flatMap(({ from, to }) => range(from, to)));
  const groups = readGroups(reading, { taken, measures: places, isRanked });
  const [first] = places;
  if (first === undefined) return vague(reading);
  if (groups.keys.length === 0 && rhythm === null && !sure) return [];
  for (const { from, to } of [...places, ...groups.places]) claim(reading, from, to);
  claimVerbs(reading);
  return [
    {
      op: 'aggregate',
      groupBy: rhythm === null ? groups.keys : [...groups.keys, { column: null, unit: rhythm }],
      measures: distinct(measures),
      evidence: evidenceOf(reading, first.from, first.to),
    },
  ];
}

/** "Count Kafka topic checkouts per shop_id", "count per city": rows, whatever they are called. */
function countsRows(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (!/^(?:count|counts|counting|посчитай|подсчитай|считай)$/u.test(word)) return false;
  const next = skip(reading, at + 1, 'determiner', 'all', 'container', 'generic');
  const lead = free(reading, next)?.lower ?? '';
  return is(reading, next, 'system') || /^(?:per|by|for each|for every|по)$/u.test(lead);
}

/** "tickets sold and summed price by show": beside another measure things that were done are counted. */
function countOfDone(
  reading: Reading,
  at: number,
  before: readonly { readonly to: number }[],
): { readonly make: () => MeasureRead; readonly end: number } | null {
  if (!isCountedThing(reading, at)) return null;
  const joint = readJoint(reading, at + 2);
  const isFirst =
    joint > at + 2 &&
    (readRuleAt(reading, measureRules, joint) !== null || readMoney(reading, joint) !== null);
  const isFurther = before.some(({ to }) => to < at && readJoint(reading, to) === at);
  if (!isFirst && !isFurther) return null;
  const measures: readonly Measure[] = [{ fn: 'count', column: '*' }];
  return { make: () => ({ sure: false, measures }), end: at + 2 };
}

/** "Clicks per minute per page_id": things with "per" at the beginning of a clause are counted. */
function countOfThings(
  reading: Reading,
  at: number,
): { readonly make: () => MeasureRead; readonly end: number } | null {
  const thing = free(reading, at);
  const begins = at === 0 || isMarkAt(reading, at - 1, '.', ';', ':');
  if (!begins || thing?.kind !== 'word' || thing.senses.length > 0) return null;
  if (
    !/^[a-z]{4,}s$/u.test(thing.lower) ||
    figures.test(thing.lower) ||
    summaries.test(thing.lower)
  )
    return null;
  const next = reading.tokens[at + 1]?.lower ?? '';
  if (!/^(?:per|for each|for every)$/u.test(next)) return null;
  const measures: readonly Measure[] = [{ fn: 'count', column: '*' }];
  return { make: () => ({ sure: false, measures }), end: at + 1 };
}

const summaries =
  /^(?:summarise|summarize|summarising|summarizing|aggregate|aggregating|агрегируй|агрегировать|обобщи|kpi|kpis)$/u;
const figures =
  /^(?:figures|numbers|metrics|indicators|statistics|stats|kpis|показатели|метрики|цифры|статистику|статистика)$/u;

/** "summarise the sales", "our KPIs": something is to be computed, and nothing says what. */
function vague(reading: Reading): OperationIntent[] {
  const lone = loneFunction(reading);
  if (lone >= 0) {
    return [
      { op: 'aggregate', groupBy: [], measures: [], evidence: evidenceOf(reading, lone, lone + 1) },
    ];
  }
  const at = reading.tokens.findIndex(
    (token, place) =>
      !token.quoted &&
      summaries.test(token.lower) &&
      free(reading, place) !== undefined &&
      !is(reading, place - 1, 'system'),
  );
  const figure = at < 0 ? loneFigures(reading) : at;
  if (figure < 0) return [];
  const evidence = claim(reading, figure, figure + 1);
  return [{ op: 'aggregate', groupBy: [], measures: [], evidence }];
}

/** "key figures per branch", "statistics by city": no more than that something is computed. */
function loneFigures(reading: Reading): number {
  return reading.tokens.findIndex(
    (token, at) =>
      figures.test(token.lower) &&
      free(reading, at) !== undefined &&
      /^(?:per|for each|for every|by|для|по)$/u.test(free(reading, at + 1)?.lower ?? ''),
  );
}

/** "the average per region": a function with no column before what it is grouped by. */
function loneFunction(reading: Reading): number {
  return reading.tokens.findIndex(
    (token, at) =>
      /^(?:average|mean|sum|total|totals|averages|sums|среднее|сумму)$/u.test(token.lower) &&
      free(reading, at) !== undefined &&
      /^(?:per|for each|by|для|по)$/u.test(free(reading, at + 1)?.lower ?? '') &&
      !is(reading, at - 1, 'system'),
  );
}

function distinct(measures: readonly Measure[]): readonly Measure[] {
  return measures.filter(
    (one, at) =>
      measures.findIndex((other) => other.fn === one.fn && other.column === one.column) === at,
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function claimVerbs(reading: Reading): void {
  reading.tokens.forEach((_token, at) => {
    const word = free(reading, at)?.lower ?? '';
    if (verbs.has(word) || word === 'group by' || word === 'grouped by') claim(reading, at, at + 1);
  });
}

interface Groups {
  readonly keys: readonly GroupKey[];
  readonly places: readonly { readonly from: number; readonly to: number }[];
}

function readGroups(
  reading: Reading,
  {
    taken,
    measures,
    isRanked,
  }: {
    readonly taken: ReadonlySet<number>;
    readonly measures: readonly { readonly from: number; readonly to: number }[];
    /** "top 20 by sum of amount … by product_id": groups may stand anywhere. */
    readonly isRanked: boolean;
  },
): Groups {
  const keys: GroupKey[] = [];
  const places: { from: number; to: number }[] = [];
  if (measures.length === 0) return { keys, places };
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (taken.has(at)) continue;
    const lead = leadEnd(reading, at);
    if (lead === null || isOfPeriod(reading, at)) continue;
    const beside = measures.some(({ from, to }) => at >= to && at - to <= 6 && from < at);
    const announced = measures.some(
      ({ from }) => isMarkAt(reading, from - 1, ':') && from - at > 1 && from - at <= 9,
    );
    const leading = at === 0 || isMarkAt(reading, at - 1, '.', ';', ':', ',');
    const word = free(reading, at)?.lower ?? '';
    const ranks = isRanked && isWrittenColumn(free(reading, lead));
    const led = beside || leading || announced || ranks || isGrouped(reading, at);
    if (lead === at + 1 && loneLeads.has(word) && !led) continue;
    const first = word === 'per' ? pastWindow(reading, lead) : lead;
    const list = readList(reading, first, (index) =>
      taken.has(index)
        ? null
        : readGroupKey(reading, skip(reading, index, 'determiner', 'every', 'per')),
    );
    if (list === null) continue;
    if (is(reading, lead - 1, 'for') && list.items.every((key) => key.unit !== null)) continue;
    if (word === 'for' && isPurpose(reading, lead, list)) continue;
    keys.push(...list.items);
    places.push({ from: at, to: list.end });
    at = list.end - 1;
  }
  return { keys, places };
}

/** "per 10 seconds and symbol": past what a window took. */
function pastWindow(reading: Reading, at: number): number {
  let first = at;
  while (first < at + 4 && reading.claimed[first] === 1) first += 1;
  return first;
}

/** "For reporting we want …", "for the kitchen dashboard:": what it is good for, no group. */
function isPurpose(
  reading: Reading,
  at: number,
  list: { readonly items: readonly GroupKey[]; readonly end: number },
): boolean {
  const isLed = is(reading, at, 'determiner') && !is(reading, at, 'every');
  const goesOn =
    isColumnLike(free(reading, list.end)) || (at === 1 && isMarkAt(reading, list.end, ':', ','));
  return (isLed && goesOn) || list.items.every((key) => key.column?.endsWith('ing') === true);
}

/** "yesterday by read_at": the column of the period, no group. */
function isOfPeriod(reading: Reading, at: number): boolean {
  const moment = free(reading, at + 1)?.text ?? '';
  if (
    !/^(?:by|по|of|on)$/u.test(free(reading, at)?.lower ?? '') ||
    !/_(?:at|on|date|time|ts)$/iu.test(moment)
  )
    return false;
  const counted =
    free(reading, at - 2)?.kind === 'number' ||
    is(reading, at - 2, 'last') ||
    is(reading, at - 2, 'this');
  return is(reading, at - 1, 'period') || (is(reading, at - 1, 'unit') && counted);
}

/** "Group Postgres rides by driver_id": the verb stands before what is grouped. */
function isGrouped(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - sentenceReach); back -= 1) {
    const token = reading.tokens[back];
    if (isMark(token, '.', ';')) return false;
    if (/^(?:group|grouping|grouped|группируй|сгруппируй)$/u.test(token?.lower ?? '')) return true;
  }
  return false;
}

/** How far before "by" the verb that groups may stand. */
const sentenceReach = 20;

/** Where the words "per", "for each", "в разрезе" end; null when none stand here. */
function leadEnd(reading: Reading, at: number): number | null {
  for (let length = 3; length >= 1; length -= 1) {
    const words: string[] = [];
    for (let next = at; next < at + length; next += 1) {
      const token = free(reading, next);
      if (token === undefined) break;
      words.push(token.lower);
    }
    if (words.length === length && groupLeads.has(words.join(' '))) return at + length;
  }
  return null;
}

/** `region`, "day", "hour of created_at", `month(created_at)` */
function readGroupKey(
  reading: Reading,
  at: number,
): { readonly item: GroupKey; readonly end: number } | null {
  const unit = unitOf(reading, at);
  if (unit !== null) {
    const bracket = isMarkAt(reading, at + 1, '(');
    const of = skip(reading, at + 1, 'of', 'by', 'on');
    const start = bracket ? at + 2 : of;
    const column = bracket || of > at + 1 ? readColumn(reading, start) : null;
    if (column === null || (!bracket && !column.item.includes('_'))) {
      return { item: { column: null, unit }, end: at + 1 };
    }
    const closed = bracket && isMarkAt(reading, column.end, ')') ? column.end + 1 : column.end;
    return { item: { column: column.item, unit }, end: closed };
  }
  const token = free(reading, at);
  if (token?.text.includes('.') === true && !token.quoted) return null;
  const column = readColumn(reading, at);
  if (column === null) return null;
  // "сумма по полю (column)": an identifier in brackets is the column that is meant.
  const inner = isMarkAt(reading, column.end, '(') ? readColumn(reading, column.end + 1) : null;
  if (inner !== null && isMarkAt(reading, inner.end, ')') && inner.item.includes('_'))
    return { item: { column: inner.item, unit: null }, end: inner.end + 1 };
  return { item: { column: column.item, unit: null }, end: column.end };
}

const calendar: ReadonlyMap<string, GroupKey['unit']> = new Map([
  ['дням', 'day'],
  ['часам', 'hour'],
  ['неделям', 'week'],
  ['месяцам', 'month'],
  ['кварталам', 'quarter'],
  ['годам', 'year'],
  ['calendar day', 'day'],
]);

function unitOf(reading: Reading, at: number): GroupKey['unit'] {
  const token = free(reading, at);
  const unit = textOf(token, 'unit') ?? calendar.get(token?.lower ?? '');
  switch (unit) {
    case 'hour':
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return unit;
    default:
      return null;
  }
}

/** "hourly totals", "daily sum": a rhythm before a measure is a group, not a schedule. */
export function readGroupRhythm(reading: Reading): GroupKey['unit'] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const frequency = textOf(free(reading, at), 'frequency');
    const next = free(reading, at + 1)?.lower ?? '';
    if (
      !isMoneyBeforeGroup(reading, at + 1) &&
      !/^(?:totals?|sums?|averages?|counts?|aggregates?|statistics|stats|figures|sum of|number of|total)$/u.test(
        next,
      )
    )
      continue;
    switch (frequency) {
      case 'hour':
      case 'day':
      case 'week':
      case 'month':
      case 'quarter':
      case 'year':
        claim(reading, at, at + 1);
        return frequency;
      default:
    }
  }
  return null;
}
