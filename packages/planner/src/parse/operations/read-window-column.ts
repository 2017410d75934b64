import type { OperationIntent } from '../../ir/index.ts';
import { compileRules, readRuleAt } from '../pattern/rules.ts';
import type { Captures } from '../pattern/match-pattern.ts';
import { claim, type Reading } from '../reading.ts';

type WindowColumn = Extract<OperationIntent, { op: 'window_column' }>;

const within =
  '((,)? (within|in|inside|per|for|among|across|by) (the same|each|every)? <partition:cols>)?';
const per = '((,)? (per|for each|for every|within|within each|in each|by each) <partition:cols>)';
const perRussian =
  '((,)? (внутри|в пределах|в каждой|в каждом|для каждого|для каждой|по каждому|по каждой) <partition:cols>)';
const from = '(from high to low|from highest to lowest|descending|desc|highest first|по убыванию)?';
const upward = '(ascending|asc|lowest first|from low to high|по возрастанию)';

const make =
  (fn: WindowColumn['fn'], direction: WindowColumn['direction']) =>
  (captures: Captures) =>
  (evidence: OperationIntent['evidence']): Part => ({
    thing: captures.text('thing'),
    operation: {
      op: 'window_column',
      fn,
      column: captures.text('column'),
      partitionBy: captures.texts('partition'),
      orderBy: captures.text('order'),
      direction,
      as: captures.text('as'),
      evidence,
    },
  });

/** The first rows of each group, as a place and a condition on it. */
const top = (captures: Captures) => {
  const count = captures.number('count');
  if (count === null) return null;
  return (evidence: OperationIntent['evidence']): Part => ({
    ...make('row_number', 'desc')(captures)(evidence),
    count,
  });
};

interface Part {
  /** How many rows of each group stay; absent: all. */
  readonly count?: number;
  /** "rank customers by spend": what is ranked, which is named where tables are read. */
  readonly thing: string | null;
  readonly operation: WindowColumn;
}

const rules = compileRules<Part>([
  {
    patterns: [
      `(only|keep|load|the)? (the)? (top|best|largest|highest|biggest) <count:num> (<thing:col>)? (per|for each|for every|in each|of each|within each) <partition:cols> (by|on) (the|their)? <order:col>`,
      `(only|keep|load|the)? (the)? (top|best|largest|highest|biggest) <count:num> (<thing:col>)? (by|on) (the|their)? <order:col> (per|for each|for every|in each|of each|within each) <partition:cols>`,
      `(топ|лучшие|крупнейшие) <count:num> (<thing:col>)? по <order:col> (для каждого|для каждой|в каждой|в каждом|на каждую|на каждый) <partition:cols>`,
    ],
    mean: top,
  },
  {
    patterns: [
      `(rank|ranking) (the)? (<thing:col>)? (by|on) (the|their|its)? (total|sum of)? <order:col> ${upward} (${per})? (as <as:col>)?`,
      `(проранжируй|ранжируй) (<thing:col>)? по (возрастанию)? <order:col> ${upward} (${perRussian})?`,
    ],
    mean: make('rank', 'asc'),
  },
  {
    patterns: [
      `(rank|ranking) (the)? (<thing:col>)? (by|on) (the|their|its)? (total|sum of)? <order:col> ${from} (${per})? (as <as:col>)?`,
      `(rank|ranking) (the)? <thing:col> (within|in) each <partition:cols> by <order:col> ${from}`,
      `(add|adding|with|and|plus) (a|the|their)? (column)? (rank) (column)? (called <as:col>)? (by|of|on) <order:col> ${from} (${per})? (as <as:col>)?`,
      `(проранжируй|ранжируй) (<thing:col>)? по <order:col> ${from} (${perRussian})?`,
      `(добавь|посчитай) (место|ранг) по <order:col> ${from} (${perRussian})?`,
    ],
    mean: make('rank', 'desc'),
  },
  {
    patterns: [
      `(add|adding|with|and|plus|load|compute|calculate)? (a|the)? (running|cumulative) (total|sum|totals) (of)? <column:col> ((by|over|along|ordered by|in order of) <order:col>)? ${within} (as <as:col>)?`,
      `(нарастающим|накопительным) итогом <column:col> (по <order:col>)? (${perRussian})?`,
      `(нарастающий|накопительный) итог (по)? <column:col> (по <order:col>)? (${perRussian})?`,
    ],
    mean: make('running_sum', 'asc'),
  },
  {
    patterns: [
      `(add|adding|with|and|plus) (a|the)? (column)? (previous|preceding|prior) (value of)? <column:col> (by|ordered by|over) <order:col> (${per})? (as <as:col>)?`,
    ],
    mean: make('lag', 'asc'),
  },
]);

/** Reads columns over the rows around a row: "rank customers by spend", "running total of amount by day". */
export function readWindowColumns(reading: Reading): OperationIntent[] {
  const found: OperationIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, rules, at);
    if (read === null) continue;
    const { thing, operation, count } = read.make(claim(reading, at, read.end));
    release(reading, thing, { from: at, to: read.end });
    const as = count === undefined ? operation.as : 'place';
    found.push({ ...operation, as });
    if (count !== undefined) found.push(firstOf(count, operation.evidence));
    at = read.end - 1;
  }
  return found;
}

function firstOf(count: number, evidence: OperationIntent['evidence']): OperationIntent {
  const value = { type: 'number', value: String(count) } as const;
  return {
    op: 'filter',
    any: [{ column: 'place', cmp: '<=', values: [value], period: null, evidence }],
    evidence,
  };
}

/** The noun of what is ranked is given back: the ends are read from it. */
function release(
  reading: Reading,
  thing: string | null,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (thing === null) return;
  for (let at = from; at < to; at += 1)
    if (reading.tokens[at]?.text === thing) {
      reading.claimed[at] = 0;
      return;
    }
}
