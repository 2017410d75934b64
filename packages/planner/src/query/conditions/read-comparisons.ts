import { readDate, readNumber } from '../../parse/filter/read-value.ts';
import { claim, free } from '../../parse/reading.ts';
import { assumeColumn, columnOf, mentionAt, tableOf, type Asked } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { matchPhrase, type Phrases } from '../phrases.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';
import {
  atLeastWords,
  atMostWords,
  betweenWords,
  lessWords,
  moreWords,
} from '../question-words.ts';
import { skipFillers } from '../skip-fillers.ts';
import { isMeasure, moneyColumns } from '../table-facts.ts';
import { numberLiteral } from './equality.ts';
import { claimColumn, leftMention } from './mention-before.ts';
import { countOf } from '../measures/make-measure.ts';

const comparators: readonly (readonly [Phrases, Order])[] = [
  [atLeastWords, 'ge'],
  [atMostWords, 'le'],
  [moreWords, 'gt'],
  [lessWords, 'lt'],
];

type Order = 'gt' | 'ge' | 'lt' | 'le';

/** Comparisons with numbers: "price over 100", "more than 5 orders", "between 10 and 20". */
export function readComparisons(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const condition = betweenAt(asked, at) ?? comparisonAt(asked, at);
    if (condition !== null) found.push(condition);
  }
  return found;
}

function betweenAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  const length = matchPhrase(reading, at, betweenWords);
  if (length === 0) return null;
  const low = readNumber(reading, at + length);
  if (low === null || !/^(?:and|to|и|до|-|–)$/u.test(free(reading, low.end)?.lower ?? ''))
    return null;
  const high = readNumber(reading, low.end + 1);
  if (high === null) return null;
  const left = leftMention(asked, at);
  const ref = numberColumn(asked, left);
  if (ref === null) return null;
  claim(reading, at, high.end);
  claimColumn(asked, left);
  return { kind: 'between', ref, low: numberLiteral(low.item), high: numberLiteral(high.item) };
}

function comparisonAt(asked: Asked, at: number): ConditionIR | null {
  const { reading } = asked;
  for (const [list, op] of comparators) {
    const length = matchPhrase(reading, at, list);
    if (length === 0) continue;
    const date = readDate(reading, at + length);
    const value =
      date?.item.type === 'date' && free(reading, at + length)?.kind === 'date'
        ? null
        : readNumber(reading, at + length);
    if (value === null) continue;
    const literal = numberLiteral(value.item);
    const right = mentionAt(asked, skipFillers(asked, value.end, 2));
    const counted = tableOf(right);
    if (right !== null && counted !== null) {
      claim(reading, at, right.end);
      return { kind: 'group', measure: countOf(counted), op, value: literal };
    }
    const left = leftMention(asked, at);
    const ref =
      columnOf(asked, left, isMeasure) ??
      columnOf(asked, right, isMeasure) ??
      numberColumn(asked, left);
    if (ref === null) continue;
    claim(reading, at, value.end);
    if (columnOf(asked, left, isMeasure) !== null) claimColumn(asked, left);
    else if (right !== null && columnOf(asked, right, isMeasure) !== null)
      claim(reading, right.start, right.end);
    return { kind: 'compare', ref, op, value: literal, anyCase: false };
  }
  return null;
}

/** The number column that a mention means; of a table, its money. */
function numberColumn(asked: Asked, mention: Mention | null): ColumnRef | null {
  const ref = columnOf(asked, mention, isMeasure);
  if (ref !== null) return ref;
  const table = tableOf(mention);
  const [column, ...others] = table === null ? [] : moneyColumns(table);
  if (table === null || column === undefined) return null;
  const taken = { table, column };
  assumeColumn(asked, [taken, ...others.map((one) => ({ table, column: one }))], {
    path: 'condition',
    because: 'the words name no column to compare',
  });
  return taken;
}
