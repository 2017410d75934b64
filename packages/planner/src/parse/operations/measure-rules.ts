import type { Measure } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import { things } from './column-rules.ts';

type Fn = Measure['fn'];

/** What some words compute. */
export interface MeasureRead {
  readonly measures: readonly Measure[];
  /** A word that computes by itself: the sentence aggregates even without a group. */
  readonly sure: boolean;
}

const sum =
  '(sum|sums|total|totals|grand total|totalled|summed|sum up|add up|adding up|tally|tally up|summing|cumulated|total sum)';
const avg = '(average|avg|mean|averages|averaged|averaging)';
const min = '(cheapest|oldest|min|minimum|smallest|lowest|least|earliest|shortest|minimal)';
const max = '(newest|max|maximum|largest|biggest|highest|greatest|latest|longest|peak|maximal)';
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
export const measureRules = compileRules<MeasureRead>([
  pair(
    ['count_distinct'],
    [
      '(the)? (number|count|amount) of (different|distinct|unique|separate|individual) <columns:col>',
      '(count|counting) (the)? (different|distinct|unique|uniq) <columns:col>',
      'how many (different|distinct|unique|uniq) <columns:col>',
      '(distinct|unique|uniq) <columns:col> (count|counts)',
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
      '(посчитай|считай|подсчитай) (строки|записи|<columns:col>)',
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
    patterns: ['(distinct|unique|different|uniq) <columns:col>'],
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
      '<columns:col> (summed|totalled|totaled|added up|averaged)',
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
  if (/averaged?s?$/iu.test(text)) return 'avg';
  if (/counts/iu.test(text)) return 'count';
  return /minimums/iu.test(text) ? 'min' : /maximums/iu.test(text) ? 'max' : 'sum';
}
