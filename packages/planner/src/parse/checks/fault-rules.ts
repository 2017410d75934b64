import type { CheckIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import { notNegative } from './not-negative.ts';

type Checks = readonly CheckIntent[];

const that = '(that|which|whose)?';
const isNot = "(is|are|was|were|has|have|does|do)? (not|isn't|aren't|doesn't|never)";
const range = (patterns: readonly string[], side: 'min' | 'max', exclusive: boolean) => ({
  patterns,
  mean: (captures: {
    texts(name: string): readonly string[];
    number(name: string): number | null;
  }) => {
    const bound = captures.number('bound');
    if (bound === null) return null;
    return (evidence: CheckIntent['evidence']): Checks =>
      captures.texts('columns').map((column) => ({
        rule: 'range',
        column,
        min: side === 'min' ? bound : null,
        max: side === 'max' ? bound : null,
        minExclusive: side === 'min' && exclusive,
        maxExclusive: side === 'max' && exclusive,
        evidence,
      }));
  },
});

/** What is wrong with rows that are set aside: "rows with a malformed email". The promise is the opposite. */
export const faultRules = compileRules<Checks>([
  {
    patterns: [
      `(a|an|the)? (malformed|invalid|wrong|broken|bad|incorrect|badly formed|ill-formed|implausible) <columns:col> (address|addresses)?`,
      `(the)? <columns:cols> (is|are) (malformed|invalid|wrong|broken|badly formed|ill-formed|incorrect|no email|no valid email|not an email)`,
      `<columns:cols> ${isNot} (a)? (valid|well-formed|well formed|correct|look like an email|an email|a valid email|valid email)`,
    ],
    mean: (captures) => (evidence) =>
      captures
        .texts('columns')
        .filter((column) => /mail/iu.test(column))
        .map((column) => ({ rule: 'format', column, format: 'email', evidence })),
  },
  {
    patterns: [
      `(a|an|the)? <columns:cols> ${that} ${isNot} (have|has|be)? (exactly|precisely|just)? <count:num> (digits|letters|characters|symbols|chars) (long)?`,
      `(a|an|the)? <columns:cols> (other than|different from|that is not|of other than) (exactly|precisely)? <count:num> (digits|letters|characters|symbols|chars) (long)?`,
    ],
    mean: (captures) => {
      const count = captures.number('count');
      if (count === null || !Number.isInteger(count)) return null;
      return (evidence) => {
        const kind = /digit/iu.test(evidence.text)
          ? '[0-9]'
          : /letter/iu.test(evidence.text)
            ? '[A-Za-z]'
            : '.';
        return captures
          .texts('columns')
          .map((column) => ({ rule: 'regex', column, pattern: `^${kind}{${count}}$`, evidence }));
      };
    },
  },
  {
    patterns: [
      `(no|without|missing|empty|blank|lacking|lack|null|without a|without an|with no|having no|без) <columns:cols>`,
      `(the)? <columns:cols> (is|are|was) (missing|empty|blank|null|absent|not set|not filled|not given)`,
      `<columns:cols> (пуст*|отсутствует|не заполнен*|не указан*)`,
    ],
    mean: (captures) => (evidence) =>
      captures.texts('columns').map((column) => ({ rule: 'not_null', column, evidence })),
  },
  {
    patterns: [
      `(a|an|the)? negative <columns:cols>`,
      `(the)? <columns:cols> (is|are)? (negative|below zero|under zero|below 0|under 0|less than 0|less than zero|< 0)`,
      `<columns:cols> (отрицательн*|меньше нуля|ниже нуля|меньше 0|ниже 0)`,
    ],
    mean: notNegative,
  },
  range(
    [
      `(the|a|an)? <columns:cols> ${that} (is|are)? (below|under|less than|smaller than|lower than|<) <bound:num>`,
    ],
    'min',
    false,
  ),
  range(
    [
      `(the|a|an)? <columns:cols> ${that} (is|are)? (above|over|more than|greater than|higher than|beyond|>) <bound:num>`,
    ],
    'max',
    false,
  ),
  {
    patterns: [
      `(the|a|an)? <columns:cols> ${that} ${isNot} (be)? (one of|in|among|either|any of) (the)? (list|set)? (:)? <values:values>`,
      `(the|a|an)? <columns:cols> (other than|outside|outside of|not in|apart from) (the)? (list|set)? (of)? <values:values>`,
    ],
    mean: (captures) => {
      const values = captures.values('values').map((value) => String(value.value));
      if (values.length < 2) return null;
      return (evidence) =>
        captures
          .texts('columns')
          .map((column) => ({ rule: 'accepted_values', column, values, evidence }));
    },
  },
  {
    patterns: [
      `(the|a|an)? <columns:cols> ${that} (is|are|lies|lie|falls)? (outside|out of|outside of|beyond|not between|not within|not in) (the)? (range|limits|bounds)? (of|from)? <low:num> (to|and|-|–|through) <high:num>`,
    ],
    mean: (captures) => {
      const low = captures.number('low');
      const high = captures.number('high');
      if (low === null || high === null) return null;
      return (evidence) =>
        captures.texts('columns').map((column) => ({
          rule: 'range',
          column,
          min: low,
          max: high,
          minExclusive: false,
          maxExclusive: false,
          evidence,
        }));
    },
  },
]);
