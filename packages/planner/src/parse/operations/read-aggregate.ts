import type { GroupKey, Measure, OperationIntent } from '../../ir/index.ts';
import { textOf } from '../../text/token.ts';
import { readJoint } from '../list.ts';
import { readRuleAt } from '../pattern/rules.ts';
import { claim, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { isCountedThing } from './counted-things.ts';
import { measureRules, type MeasureRead } from './measure-rules.ts';
import { readGroups } from './read-groups.ts';
import { isMoneyBeforeGroup, readMoney } from './read-money.ts';
import { readSharedMeasures } from './read-shared-measures.ts';

const verbs: ReadonlySet<string> = new Set(
  'aggregate aggregated aggregating summarise summarize summarised summarized rollup compute calculate посчитай подсчитай считай рассчитай агрегируй агрегировать вычисли посчитать'.split(
    ' ',
  ),
);
/** An order of what is computed: "the 15 item_id with the most views". */
export interface Ranked {
  /** The column that tells the ranked rows apart. */
  readonly noun?: string;
  readonly evidence: OperationIntent['evidence'];
}

/** "the 15 item_id with the most views", "the 5 branches with the most orders … by branch_no": rows are counted. */
function countRanked(reading: Reading, { noun, evidence }: Ranked): OperationIntent[] {
  if (!/\bmost\b|наибольш|максимальн|самым больш/iu.test(evidence.text)) return vague(reading);
  const at = reading.tokens.findIndex(
    (_token, place) =>
      /^(?:by|per|по)$/u.test(free(reading, place)?.lower ?? '') &&
      /_(?:id|no|code|key|sku|ref)$/iu.test(free(reading, place + 1)?.text ?? ''),
  );
  const column = noun ?? (at < 0 ? undefined : reading.tokens[at + 1]?.text);
  if (column === undefined) return vague(reading);
  if (noun === undefined) claim(reading, at, at + 2);
  const counted = reading.tokens.findIndex((_token, place) =>
    /^(?:counted|counting)$/u.test(free(reading, place)?.lower ?? ''),
  );
  if (counted >= 0) claim(reading, counted, counted + 1);
  return [
    {
      op: 'aggregate',
      groupBy: [{ column, unit: null }],
      measures: [{ fn: 'count', column: '*' }],
      evidence,
    },
  ];
}

/** Reads what is computed and by what it is grouped, wherever in the sentence it is said. */
export function readAggregate(
  reading: Reading,
  { rhythm, ranked }: { readonly rhythm: GroupKey['unit']; readonly ranked: Ranked | null },
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
    // "row count check": what is checked, not computed.
    const isCheck = /^checks?$/u.test(reading.tokens[read?.end ?? at]?.lower ?? '');
    // "посчитай эффективность бригад": what is no thing is not counted.
    const isAbstract =
      read !== null &&
      ofNoThing(reading, at, read.end) &&
      read
        .make(evidenceOf(reading, at, read.end))
        .measures.every(({ fn }) => fn === 'count' || fn === 'count_distinct');
    // "посчитай главный показатель": a figure without a name is nothing that is counted.
    const isFigure =
      read !== null &&
      reading.tokens.slice(at, read.end + 1).some(({ lower }) => figures.test(lower));
    if (read === null || isCheck || isFigure || isAbstract) continue;
    const meaning = read.make(evidenceOf(reading, at, read.end));
    measures.push(...meaning.measures);
    sure ||= meaning.sure;
    places.push({ from: at, to: read.end });
    at = read.end - 1;
  }
  const taken = new Set(places.flatMap(({ from, to }) => range(from, to)));
  const found = readGroups(reading, { taken, measures: places, isRanked: ranked !== null });
  const isBare = found.keys.length === 0 && rhythm === null && ranked?.noun !== undefined;
  const groups = isBare ? { ...found, keys: [{ column: ranked.noun, unit: null }] } : found;
  const [first] = places;
  if (first === undefined) return ranked === null ? vague(reading) : countRanked(reading, ranked);
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
  if (!/^(?:count|counts|counting|number|посчитай|подсчитай|считай)$/u.test(word)) return false;
  const next = skip(reading, at + 1, 'determiner', 'all', 'container', 'generic');
  const lead = free(reading, next)?.lower ?? '';
  // "count, oldest opened_at": one of several measures.
  const joint = readJoint(reading, at + 1);
  if (joint > at + 1 && readRuleAt(reading, measureRules, joint) !== null) return true;
  if (word === 'number') return false;
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
  /^(?:figures|numbers|metrics?|indicators?|statistics|stats|kpis?|показател[иь]|метрик[иау]|цифры|статистику|статистика)$/u;

const abstract =
  /^(?:performance|efficiency|effectiveness|health|productivity|profitability|satisfaction|churn|retention|conversion|utili[sz]ation|engagement|loyalty|quality|popularity|progress|workload|success|growth|reliability|\p{Script=Cyrillic}{3,}ость|\p{Script=Cyrillic}{3,}ости|конверси[яюи]|отток\p{L}*|удержани[ея]|нагрузк[уаи]|маржу|маржа|качество|рост)$/u;
const computing =
  /^(?:compute|computing|calculate|calculating|measure|measuring|evaluate|assess|determine|work out|figure out|estimate|count|посчитай|подсчитай|рассчитай|считай|вычисли|оцени|измерь|посчитать|рассчитать)$/u;

/** "считай эффективность": a number of what has none. */
function ofNoThing(reading: Reading, from: number, to: number): boolean {
  return reading.tokens
    .slice(from, to)
    .some((token) => token.kind === 'word' && !token.quoted && abstract.test(token.lower));
}

/** "compute customer health", "рассчитай рентабельность": behind the verb a figure that nothing tells how to compute. */
function loneAbstract(reading: Reading): number {
  return reading.tokens.findIndex((token, at) => {
    if (!computing.test(token.lower) || free(reading, at) === undefined) return false;
    for (let next = at + 1; next < at + 4; next += 1) {
      const word = free(reading, next);
      if (word?.kind !== 'word' || word.quoted) return false;
      if (abstract.test(word.lower))
        return !isMarkAt(reading, next + 1, '=') && !is(reading, next + 1, 'as');
    }
    return false;
  });
}

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
  const figures = at < 0 ? loneFigures(reading) : at;
  const figure = figures < 0 ? loneAbstract(reading) : figures;
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
