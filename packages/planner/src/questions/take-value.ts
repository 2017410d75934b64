import { isNumeric } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import type { ColumnMention, Test } from './form.ts';
import type { Item } from './items/item.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { addTest, type State } from './state.ts';
import { bareCost, penalty, settleSubject, negate, takeSubject } from './moves.ts';
import { weights } from './weights.ts';
import { happensTo } from './shapes/participles.ts';
import { belowRole, isNoneOfRole, labelBelow } from './roles/of-self.ts';
import { addOtherRows } from './shapes/sets.ts';
import { labelMention } from './implied-columns.ts';

/** Reads a value that the data hold. */
export function takeValue(state: State, item: Extract<Item, { kind: 'value' }>): readonly State[] {
  const { column, choice } = item;
  if (isNoneOfRole(state, column)) return [];
  if (state.like !== null) return takeText(state, column.words, true, null);
  const isName = column.alternatives.every(
    ({ what }) => what.column.type.kind === 'text' && !isMoment(what.column),
  );
  if (state.compare !== null && state.compare !== 'eq' && !isName) {
    const { subject, state: rest } = takeSubject(state);
    const left = subject?.kind === 'column' ? subject : column;
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
  const near = state.last === 'table' && state.near !== null ? [state.near] : [];
  if (common.length > 0) {
    const left = {
      ...column,
      alternatives: common.map((one) => ({ ...one, score: scoreIn(subject, one) })),
      beside: [...(subject?.beside ?? []), ...near],
    };
    return [addTest(taken.state, { kind: 'held', left, values: [choice], negated: state.not })];
  }
  const test: Extract<Test, { kind: 'held' }> = {
    kind: 'held',
    left: { ...belowRole(state, column), beside: near },
    values: [choice],
    negated: state.not,
  };
  const other = addOtherRows(state, test);
  if (other !== null) return [other];
  const kept = state.subject === null ? state : settleSubject(state);
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

/** Reads a text that nobody has seen in the data: as of the columns that the words beside it speak of, where they do. */
export function takeTextItem(
  state: State,
  item: Extract<Item, { kind: 'text' }>,
  index: SchemaIndex,
): readonly State[] {
  const { text, quoted, of = [] } = item;
  const plain = takeText(state, text, quoted, index);
  if (of.length === 0 || state.like !== null || state.compare !== null || state.subject !== null)
    return plain;
  const left: ColumnMention = {
    kind: 'column',
    alternatives: of,
    words: '',
    at: state.at,
    beside: [],
  };
  const op = state.not ? 'ne' : 'eq';
  const told = addTest(state, { kind: 'compare', left, op, right: { kind: 'text', value: text } });
  return [
    penalty(told, weights.parse.unseenPlace),
    ...plain.map((one) => penalty(one, weights.parse.placeless)),
  ];
}

function takeText(
  state: State,
  text: string,
  quoted: boolean,
  index: SchemaIndex | null,
): readonly State[] {
  const taken = takeSubject(state);
  const shown = state.form.shows.findLast((show) => show.kind === 'column');
  const subject =
    taken.subject?.kind === 'column'
      ? taken.subject
      : state.like !== null && shown?.kind === 'column'
        ? shown
        : null;
  if (state.like !== null) {
    const left = subject ?? textLabel(state, index);
    if (left === null) return [];
    const pattern =
      state.like === 'start' ? `${text}%` : state.like === 'end' ? `%${text}` : `%${text}%`;
    return [addTest(taken.state, { kind: 'like', left, pattern, negated: state.not })];
  }
  const left = subject ?? labelBelow(state) ?? textLabel(state, index);
  if (left === null) return [];
  const op = state.not ? 'ne' : (state.compare ?? 'eq');
  const added = addTest(taken.state, {
    kind: 'compare',
    left,
    op,
    right: { kind: 'text', value: text },
  });
  const bare = subject === taken.subject ? bareCost(taken.state) : 0;
  return [penalty(added, bare + (subject === null ? 0.5 : quoted ? 0 : 0.1))];
}

/** What names rows, where that is a text: a flight's number is no place. */
function textLabel(state: State, index: SchemaIndex | null): ColumnMention | null {
  const label = labelMention(state, index);
  const alternatives = (label?.alternatives ?? []).filter(
    ({ what }) => what.column.type.kind === 'text',
  );
  return label === null || alternatives.length === 0 ? null : { ...label, alternatives };
}

function scoreIn(subject: ColumnMention | null, one: Named<Field>): number {
  return subject?.alternatives.find((other) => other.what === one.what)?.score ?? one.score;
}
