import type { CheckIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import { notNegative } from './not-negative.ts';

type Checks = readonly CheckIntent[];

const when = '(if|when|whenever|once|as soon as|in case|unless|если|когда)';
const nothing = '(null|nulls|empty|missing|blank|absent|пуст*)';
const rows = '(rows|row|records|record|entries|lines|events|строк|записей|строки)';
const day = '(yesterday|today|for yesterday|for today|in the last 24 hours|за вчера|за сегодня)';
const minutes: ReadonlyMap<string, number> = new Map([
  ['minute', 1],
  ['hour', 60],
  ['day', 1440],
  ['week', 10_080],
]);

/** "device_id null => abort": a fault and what it leads to, by an arrow. */
export const arrowRules = compileRules<Checks>([
  {
    patterns: [
      `<columns:cols> (is|are)? ${nothing} (=>|->|→|:|—|–|-|means|leads to|then) (abort|stop|fail|halt|cancel|error) (the|run|load|job)?`,
    ],
    mean: (captures) => (evidence) =>
      captures.texts('columns').map((column) => ({ rule: 'not_null', column, evidence })),
  },
]);

/** Faults that stop a run or raise an alarm: "abort if more than 1% of email is null". The promise is their opposite. */
export const failingRules = compileRules<Checks>([
  {
    patterns: [
      `${when}? (more than|over|above|>) <share:num> (%|percent|per cent)? (of)? (the|all)? (values|rows|records)? (of|in|for)? (the)? <columns:cols> (values|rows|entries|column)? (is|are|turn out|come)? ${nothing}`,
      `${when}? <columns:cols> (is|are|has|have) (more than|over|above) <share:num> (%|percent|per cent)? (of)? ${nothing} (values)?`,
      `${when}? <columns:cols> (is|are|has|have) ${nothing} (in|for)? (more than|over|above) <share:num> (%|percent|per cent)? (of)? (the|all)? (rows|records|cases|values)?`,
      `${when}? (более|больше) <share:num> (%|процент*)? (значений)? <columns:cols> ${nothing}`,
    ],
    mean: (captures) => {
      const share = captures.number('share');
      if (share === null || share > 100) return null;
      const max = Number((share / 100).toFixed(10));
      return (evidence) =>
        /%|percent|per cent|процент/iu.test(evidence.text)
          ? captures
              .texts('columns')
              .map((column) => ({ rule: 'null_ratio', column, max, evidence }))
          : [];
    },
  },
  {
    patterns: [
      `${when}? (there are|it has|it holds|the table has|we get|we got|it gets|it got|has|got|came|arrived|приш*|загруж*)? ${day}? (fewer than|less than|under|below|меньше|менее) <count:num> ${rows} ${day}? (arrived|came|loaded|arrive|arrives|come|comes|are there|are loaded|show up)? ${day}?`,
    ],
    mean: (captures) => {
      const count = captures.number('count');
      if (count === null || !Number.isInteger(count)) return null;
      return (evidence) => {
        const text = evidence.text;
        const window = /yesterday|вчера/iu.test(text)
          ? 'yesterday'
          : /today|сегодня/iu.test(text)
            ? 'today'
            : /24 hours/iu.test(text)
              ? 'last 24 hours'
              : null;
        return [{ rule: 'row_count', min: count, max: null, window, evidence }];
      };
    },
  },
  {
    patterns: [
      `${when}? (the|its)? (latest|newest|most recent|last|freshest) (row|record|entry|event|value|line) (is|gets|was) (over|more than|older than) <age:num> <unit:unit> (old|ago)?`,
      `${when}? (the|its)? (data|table|rows|it) (is|gets|are|get) (over|more than|older than) <age:num> <unit:unit> (old)?`,
      `${when}? (the|its)? (freshness|age|lag|delay|staleness) (of (the)? ..3)? (exceeds|is over|is above|is more than|goes over|goes above|rises above|is worse than|passes) <age:num> <unit:unit>`,
      `${when}? (the|its)? (latest|newest|most recent|last|freshest) (row|record|entry|event|value|line) ..4 (is|gets|was) (over|more than|older than) <age:num> <unit:unit> (old|ago)?`,
      `${when}? (последняя|самая свежая) (запись|строка) старше <age:num> <unit:unit>`,
    ],
    mean: (captures) => {
      const age = captures.number('age');
      const unit = minutes.get(captures.text('unit') ?? '');
      if (age === null || unit === undefined) return null;
      return (evidence) => [
        { rule: 'freshness', column: null, maxAgeMinutes: age * unit, evidence },
      ];
    },
  },
  {
    patterns: [`${when}? (any|some|a|one)? <columns:cols> (is|are|turns out|comes) ${nothing}`],
    mean: (captures) => (evidence) =>
      captures.texts('columns').map((column) => ({ rule: 'not_null', column, evidence })),
  },
  {
    patterns: [
      `${when}? (any|some)? <columns:cols> (is|are) (not unique|duplicated|repeated)`,
      `${when}? (there are|it has|we find|we see)? (any)? duplicates (by|in|of|on) <columns:cols>`,
    ],
    mean: (captures) => (evidence) => [
      { rule: 'unique', columns: captures.texts('columns'), evidence },
    ],
  },
  {
    patterns: [
      `${when}? (any|some)? <columns:cols> (is|are|drops|falls|goes) (negative|below zero|below 0|less than 0|under 0)`,
    ],
    mean: notNegative,
  },
]);
