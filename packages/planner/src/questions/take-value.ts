import { isNumeric } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import type { ColumnMention, Test } from './form.ts';
import type { Item } from './items/item.ts';
import type { Field, Named } from './schema-index.ts';
import { addTest, type State } from './state.ts';
import { penalty, settleSubject, negate, takeSubject } from './moves.ts';
import { weights } from './weights.ts';
import { isNamedSo } from './value-hints.ts';
import { happensTo } from './shapes/participles.ts';
import { belowRole, isNoneOfRole } from './roles/of-self.ts';
import { addOtherRows } from './shapes/sets.ts';
import { takeText } from './take-text.ts';

/** Reads a value that the data hold. */
export function takeValue(state: State, item: Extract<Item, { kind: 'value' }>): readonly State[] {
  const { column, choice } = item;
  if (isNoneOfRole(state, column)) return [];
  if (state.like !== null) return takeText(state, column.words, true, null);
  const isName = column.alternatives.every(
    ({ what }) => what.column.type.kind === 'text' && !isMoment(what.column),
  );
  const isNumeral = /^\d+(?:\.\d+)?$/u.test(column.words);
  if (state.compare !== null && state.compare !== 'eq' && (!isName || isNumeral)) {
    const { subject, state: rest } = takeSubject(state);
    const left = subject?.kind === 'column' ? subject : (comparedBefore(state, column) ?? column);
    return [
      addTest(rest, {
        kind: 'compare',
        left,
        op: negate(state.compare, state.not),
        right: { kind: 'text', value: column.words },
      }),
    ];
  }
  const taken = takeSubject(state);
  const subject = taken.subject?.kind === 'column' ? taken.subject : null;
  const common =
    subject === null
      ? []
      : column.alternatives.filter((one) =>
          subject.alternatives.some((other) => other.what === one.what),
        );
  const isBeside = state.last === 'table' || isNamedSo(column);
  const near = isBeside && state.near !== null ? [state.near] : [];
  if (common.length > 0) {
    const left = {
      ...column,
      alternatives: common.map((one) => ({ ...one, score: scoreIn(subject, one) })),
      beside: [...(subject?.beside ?? []), ...near],
    };
    return [addTest(taken.state, { kind: 'held', left, values: [choice], negated: state.not })];
  }
  // "without a coupon paid in cash": the coupon is what is missing.
  const kept = state.subject === null ? state : settleSubject(state);
  const test: Extract<Test, { kind: 'held' }> = {
    kind: 'held',
    left: { ...belowRole(state, column), beside: near },
    values: [choice],
    negated: kept.not,
  };
  const other = addOtherRows(state, test);
  if (other !== null) return [other];
  const isDone = state.last === 'table' && happensTo(state.near, column.words);
  const states = [penalty(addTest(kept, test), isDone ? weights.parse.happened : 0)];
  if (subject !== null && !subject.alternatives.every(({ what }) => isNumeric(what.column.type))) {
    states.push(
      penalty(
        addTest(taken.state, {
          kind: 'compare',
          left: subject,
          op: state.not ? 'ne' : 'eq',
          right: { kind: 'text', value: column.words },
        }),
        0.6,
      ),
    );
  }
  return states;
}

/** What a value says by itself. */
export function heldTest({ column, choice }: Extract<Item, { kind: 'value' }>): Test {
  return { kind: 'held', left: column, values: [choice], negated: false };
}

/** "after 1961 or before 1959": of the same column, where it holds both. */
function comparedBefore(
  { or, form: { tests } }: State,
  { alternatives }: ColumnMention,
): ColumnMention | null {
  const before = tests.at(-1);
  if (!or || before?.kind !== 'compare' || before.left.kind !== 'column') return null;
  const { left } = before;
  return alternatives.some(({ what }) => left.alternatives.some((one) => one.what === what))
    ? left
    : null;
}

function scoreIn(subject: ColumnMention | null, one: Named<Field>): number {
  return subject?.alternatives.find((other) => other.what === one.what)?.score ?? one.score;
}
