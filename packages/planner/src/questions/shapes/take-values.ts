import { isNumeric } from '@ai-etl/core';
import { isKeyLike, isMeasure } from '../../query/table-facts.ts';
import type { ColumnMention, Measure, Show } from '../form.ts';
import { negate, number, penalty } from '../moves.ts';
import { addTest, type State } from '../state.ts';
import { isSingular } from '../words.ts';

/**
 * "Two or more delegates", where delegates are named and not counted by the column: how many there are of them.
 * "With 5 stars": as many as the column says.
 */
export function countedValues(state: State, column: ColumnMention): State | null {
  const { number: count, compare, last, mode, form } = state;
  const field = column.alternatives[0]?.what;
  if (count === null || last !== 'number' || field === undefined) return null;
  if (typeof count !== 'number') {
    if (field.column.type.kind !== 'text' || isSingular(column.words)) return null;
    const left: Measure = { kind: 'measure', fn: 'count', distinct: false, of: column };
    return penalty(addTest(state, { kind: 'between', left, ...count }), 0.1);
  }
  const right = number(count);
  const op = negate(compare ?? 'eq', state.not);
  if (isNumeric(field.column.type)) {
    // "courses worth 4 credits", "which workshops give 4 credits": said of the rows that are named, though no verb is known.
    const isNamed = form.shows.length > 0 || form.entity !== null;
    const isOfRows = mode === 'show' && isNamed && form.limit === null;
    const isTested = mode === 'where' || isOfRows;
    if (compare !== null || !isTested || !isMeasure(field.column, field.table)) return null;
    return addTest(state, { kind: 'compare', left: column, op, right });
  }
  if (compare === null || field.column.type.kind !== 'text' || count > 100) return null;
  const left: Measure = { kind: 'measure', fn: 'count', distinct: false, of: column };
  return penalty(addTest(state, { kind: 'compare', left, op, right }), 0.1);
}

/** The next of "average rating and resolution": the aggregate is of both. */
export function listedColumn({ form, and, mode }: State, column: ColumnMention): Measure | null {
  const before = form.shows.at(-1);
  const field = column.alternatives[0]?.what;
  if (!and || mode !== 'show' || before?.kind !== 'measure' || before.fn === 'count') return null;
  if (before.of?.kind !== 'column' || before.reckoned !== undefined || before.share === true)
    return null;
  const isAlike = field !== undefined && isMeasure(field.column, field.table);
  return isAlike ? { ...before, of: column } : null;
}

/** A column that is none of a key: "all student ids" are groups. */
export function isDetail(show: Show): boolean {
  const best = show.kind === 'column' ? show.alternatives[0]?.what : undefined;
  return best !== undefined && !isKeyLike(best.column, best.table);
}
