import { isTemporal } from '@ai-etl/core';
import { claim, free } from '../../parse/reading.ts';
import { type Asked, columnOf, mentionAt, tableOf } from '../asked.ts';
import type { Mention } from '../mentions.ts';
import { matchPhrase } from '../phrases.ts';
import type { ConditionIR } from '../question-ir.ts';
import { equalWords, notEqualWords } from '../question-words.ts';
import { valueAt } from './bare-value.ts';
import { equality } from './equality.ts';
import { readValues } from './read-values.ts';

/** Equalities: "status is completed", "country DE", "vip customers", "orders from Berlin". */
export function readEqualities(asked: Asked): readonly ConditionIR[] {
  const { reading } = asked;
  const found: ConditionIR[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const mention = mentionAt(asked, at);
    const named = mention === null ? null : namedEquality(asked, mention);
    if (named !== null) found.push(named);
    else {
      const value = valueAt(asked, at);
      if (value !== null) found.push(value);
    }
  }
  return mergeSame(found);
}

/** `<column> [is [not]] <value> [or <value>]`. */
function namedEquality(asked: Asked, mention: Mention): ConditionIR | null {
  const { reading } = asked;
  if (mention.candidates[0]?.kind === 'value') return null;
  const ref = columnOf(asked, mention, (column) => !isTemporal(column.type));
  if (ref === null || (tableOf(mention) !== null && (mention.candidates[0]?.score ?? 0) > 0.9))
    return null;
  const not = matchPhrase(reading, mention.end, notEqualWords);
  const is = not > 0 ? not : matchPhrase(reading, mention.end, equalWords);
  const isColon = is === 0 && free(reading, mention.end)?.text === ':' ? 1 : 0;
  const start = mention.end + is + isColon;
  // "mode of transport" names no value; "status of 'open'" does.
  const isOf = is === 1 && /^(?:of|in|from|в|из)$/u.test(free(reading, mention.end)?.lower ?? '');
  const values = readValues(asked, ref, start, (is > 0 && !isOf) || isColon > 0);
  if (values === null) return null;
  claim(reading, mention.start, values.end);
  return equality(asked, ref, { values: values.items, negated: not > 0 });
}

/** "pending or cancelled orders": values of one column are alternatives. */
function mergeSame(conditions: readonly ConditionIR[]): readonly ConditionIR[] {
  const merged: ConditionIR[] = [];
  for (const one of conditions) {
    const at = merged.findIndex(
      (other) =>
        one.kind === 'compare' &&
        one.op === 'eq' &&
        one.value.type === 'text' &&
        ((other.kind === 'compare' && other.op === 'eq' && other.value.type === 'text') ||
          (other.kind === 'in' && !other.negated)) &&
        other.ref.column === one.ref.column &&
        other.ref.table === one.ref.table,
    );
    const other = merged[at];
    if (one.kind !== 'compare' || other === undefined) merged.push(one);
    else if (other.kind === 'compare' || other.kind === 'in') {
      const values = [...(other.kind === 'in' ? other.values : [other.value]), one.value];
      merged[at] = { kind: 'in', ref: one.ref, values, negated: false };
    }
  }
  return merged;
}
