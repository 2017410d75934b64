import type { OperationIntent, Scalar } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

type Direction = 'asc' | 'desc';

/** An order and a number of rows, as far as they are said. */
export interface SortReading {
  /** Null: "from high to low", of whatever was computed. */
  readonly column: string | null;
  readonly direction: Direction | null;
  readonly count: number | null;
  /** "top 10 customers": a noun that names what is loaded, not the order. */
  readonly thing: string | null;
  /** "the 15 item_id with the most views": what the rows that are ranked are. */
  readonly noun?: string | null;
  /** "top 10 by sum of amount": the words behind "by" are a measure, and read as one. */
  readonly isComputed?: true;
  readonly evidence: OperationIntent['evidence'];
}

const down =
  '(desc|descending|in descending order|from high to low|high to low|from most to least|most to least|from highest to lowest|highest first|largest first|biggest first|most first|newest first|latest first|top first|downwards|from largest to smallest|from newest to oldest|from best to worst|best first|from the top|по убыванию|убыв*|от больших к меньшим|от большего к меньшему|сначала большие|сначала новые|с конца|начиная с больших|в порядке убывания)';
const up =
  '(asc|ascending|in ascending order|from low to high|low to high|from lowest to highest|lowest first|smallest first|oldest first|earliest first|upwards|from smallest to largest|from oldest to newest|alphabetically|по возрастанию|возраст*|от меньших к большим|от меньшего к большему|сначала маленькие|сначала старые|в порядке возрастания|по алфавиту)';
const sort =
  '(sort|sorted|sorting|order|ordered|ordering|rank|ranked|arrange|arranged|отсортируй|сортируй|отсортированн*|упорядочь|упорядочи|сортировка|ранжируй|с сортировкой)';
const best =
  '(best|top|largest|highest|biggest|greatest|most|first|leading|лучш*|топ|крупнейш*|наибольш*|перв*)';

const extremes = {
  desc: '(newest|latest|most recent|highest|largest|biggest|longest|priciest)',
  asc: '(oldest|earliest|lowest|smallest|cheapest|shortest)',
} as const;

const reading =
  (direction: Direction | null) =>
  (captures: {
    text(name: string): string | null;
    values(name: string): readonly Scalar[];
    number(name: string): number | null;
  }) =>
  (evidence: OperationIntent['evidence']): SortReading => ({
    column: captures.text('column'),
    direction,
    count: captures.number('count'),
    thing: captures.text('x'),
    noun: captures.text('noun') ?? captures.text('x'),
    evidence,
  });

/** Orders, and how many rows are kept. */
export const sortRules = compileRules<SortReading>([
  {
    patterns: [
      `(only|keep|take|just|keep only|with)? (the)? ${best} <count:num> (rows|records|of them|<x:col>)? (by|in terms of|according to|ranked by|on|with the most|with the highest|with the largest|по) (the|their|highest|largest|their total|its)? (sum|total|average|avg|mean|count|number|amount|maximum|minimum|max|min|сумм*|количеств*|числу|средн*) (of)?`,
    ],
    mean: (captures) => (evidence) => ({
      ...reading('desc')(captures)(evidence),
      isComputed: true,
    }),
  },
  ...(['desc', 'asc'] as const).map((direction) => ({
    // "the 100 newest posts (posted_at)": the column in brackets is the order, the noun the table.
    patterns: [
      `<count:num> ${extremes[direction]} <x:col> (by|on|according to) <column:col>`,
      `<count:num> ${extremes[direction]} <inner:col>`,
    ],
    mean: (captures: Parameters<ReturnType<typeof reading>>[0]) => {
      const inner = captures.text('inner');
      return (evidence: OperationIntent['evidence']): SortReading => {
        const noun = /(\p{L}+) \(/u.exec(evidence.text)?.[1];
        const found = reading(direction)(captures)(evidence);
        if (inner === null) return found;
        return noun === undefined
          ? { ...found, thing: inner }
          : { ...found, column: inner, thing: noun };
      };
    },
  })),
  {
    // "the 20 most played songs": by whatever is computed of them.
    patterns: [
      `<count:num> (most|best|top|busiest|best-selling|bestselling|most-read|hottest|fastest-growing) (<participle:col>)? <x:col> (by|in terms of|according to) (the|their)? <column:col>`,
      `<count:num> (most) <participle:col> <x:col>`,
      `<count:num> (busiest|best-selling|bestselling|most-read|hottest|best selling|top selling|top-selling) <x:col>`,
    ],
    mean: reading('desc'),
  },
  {
    patterns: [
      `<count:num> <noun:col> (with|having) (the)? (most|highest|largest|biggest|best|greatest) (total|sum|average|mean|count|number) (of)?`,
    ],
    mean: (captures) => (evidence) => ({
      ...reading('desc')(captures)(evidence),
      isComputed: true,
    }),
  },
  {
    // The noun is what the groups are, not what is loaded: it is named where it is read.
    patterns: [
      `<count:num> <noun:col> (with|having) (the)? (most|highest|largest|biggest|best|top|greatest) (<measure:col>)?`,
      `(топ|топ-|перв*)? <count:num> <noun:col> (с|со) (наибольш*|самым большим|максимальн*) (числом|количеством|суммой)? (<measure:col>)?`,
      `<count:num> <noun:col> (who|that|which) (have|has)? (<verb:col>)? (the)? most`,
    ],
    mean: reading('desc'),
  },
  {
    // "most played first", "busiest first": by whatever was computed.
    patterns: [
      `(most|best|top) <participle:col> (first|on top|at the top)`,
      `(the)? (busiest|hottest|best-selling|bestselling|best selling|top selling|top-selling|most popular|most frequent|most active|most common|most valuable|top sellers|best sellers|bestsellers|top ones|best ones|biggest ones|largest ones|highest ones|heaviest|strongest) (ones)? (first|on top|at the top)`,
      `(самые|сначала самые) <participle:col> (сверху|первыми|вначале|в начале|наверху)`,
    ],
    mean: (captures) => {
      const participle = captures.text('participle');
      // "most comments first" names what is ranked by.
      if (participle !== null && !/(?:ed|en|ing|sold|bought|read|ые|ие)$/u.test(participle))
        return null;
      return (evidence) => ({ ...reading('desc')(captures)(evidence), noun: null });
    },
  },
  {
    patterns: [
      `${sort} (it|them|rows|the rows|result|results|the result|строки)? (by|on|по|along)? (the)? <column:col> (,|{)? ${down} (})?`,
      `${sort} (it|them|rows|the rows|result|results|the result)? (,)? ${down} (by|on|по)? (the)? (<column:col>)?`,
      `${down} (by|on|по) <column:col>`,
      `(highest|largest|biggest|newest|latest|most) <column:col> first`,
      `(по убыванию) <column:col>`,
      `(from high to low|high to low|from most to least|most to least|from highest to lowest|highest first|largest first|biggest first|most first|top first|best first|descending|in descending order|сначала большие|по убыванию|от больших к меньшим|от большего к меньшему)`,
    ],
    mean: reading('desc'),
  },
  {
    patterns: [
      `${sort} (it|them|rows|the rows|result|results|the result|строки)? (by|on|по|along)? (the)? <column:col> (,|{)? ${up} (})?`,
      `${sort} (it|them|rows|the rows|result|results|the result)? (,)? ${up} (by|on|по)? (the)? (<column:col>)?`,
      `${up} (by|on|по) <column:col>`,
      `(lowest|smallest|oldest|earliest|least) <column:col> first`,
      `(по возрастанию) <column:col>`,
    ],
    mean: reading('asc'),
  },
  {
    patterns: [
      `(only|keep|take|just|keep only|with)? (the)? ${best} <count:num> (rows|records|of them|<x:col>)? (by|with the most|with the highest|with the largest|по) <column:col>`,
      `(оставь|бери|только)? (топ|топ-|перв*|лучш*) <count:num> (строк|записей|<x:col>)? по <column:col>`,
    ],
    mean: reading('desc'),
  },
  {
    patterns: [
      `${sort} (it|them|rows|the rows|result|results|the result|строки)? (by|on|по) (the)? <column:col>`,
    ],
    mean: reading('asc'),
  },
  {
    patterns: [
      '(keep|take|leave|store|load|send|copy|write|save|retain|export) (only|just)? (the)? (top|first|best|leading|upper|highest)? <count:num> (rows|records|lines|entries|of them|best|top)',
      '(keep|take|leave|retain) (only|just)? (the)? (top|first|best|leading|upper|highest)? <count:num>',
      '(cut|cut off|cut it|cut it off|stop|end|truncate the list|break off) (off)? (after|at|behind) <count:num> (rows|records|lines|entries|of them)?',
      '(only|just) <count:num> (rows|records|lines|entries|of them|best)',
      '(the)? (first|top|best|leading) <count:num> only',
      '(the)? <count:num> (best|top|highest|first|leading|biggest) (rows|records|entries|ones)',
      '(limit|limited|limiting) (it|them|to|the result|results|rows|the rows|output|the output)? (to|:|=)? <count:num> (rows|records|lines|entries)?',
      '(only|just) (the)? (top|first|best|leading) <count:num> (rows|records|lines|entries|of them)?',
      '(no more than|at most|maximum of|maximum|not more than|up to) <count:num> (rows|records|lines|entries) (in total|altogether|per run)?',
      '(the)? (top|first) <count:num> (rows|records|lines|entries)',
      '(оставь|оставляй|бери|возьми|оставить) (только)? (перв*|лучш*|топ|верхн*)? <count:num> (строк|записей|строки|записи|штук)?',
      '(ограничь|ограничение|лимит|ограничить) (до)? <count:num> (строк|записей|строками|записями)?',
      '(только)? (перв*|топ) <count:num> (строк|записей|строки)',
      '(топ|топ-) <count:num> (<x:col>)?',
      '(не более|максимум|не больше) <count:num> (строк|записей)',
    ],
    mean: (captures) => {
      const count = captures.number('count');
      if (count === null || !Number.isInteger(count) || count < 1) return null;
      return reading(null)(captures);
    },
  },
]);
