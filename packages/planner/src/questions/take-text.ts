import type { ColumnMention, Test } from './form.ts';
import { labelMention } from './implied-columns.ts';
import type { Item } from './items/item.ts';
import { likePattern } from './like-pattern.ts';
import { ownerLabels } from './owner-labels.ts';
import { bareCost, penalty, takeSubject } from './moves.ts';
import { belowRole, labelBelow } from './roles/of-self.ts';
import type { SchemaIndex } from './schema-index.ts';
import { addTest, type State } from './state.ts';
import { weights } from './weights.ts';

/** Reads a text that nobody has seen in the data: as of the columns that the words beside it speak of, where they do. */
export function takeTextItem(
  state: State,
  item: Extract<Item, { kind: 'text' }>,
  index: SchemaIndex,
): readonly State[] {
  const { text, quoted, of = [], hints = [] } = item;
  const plain = [...takeText(state, text, quoted, index), ...takeTwoNames(state, item, index)];
  const asBefore = takeAsBefore(state, text);
  if (asBefore !== null) return [asBefore, ...plain];
  if (of.length === 0 || state.like !== null || state.compare !== null || state.subject !== null)
    return plain;
  const left: ColumnMention = {
    kind: 'column',
    alternatives: of,
    words: '',
    at: state.at,
    beside: [],
    hints,
  };
  const op = state.not ? 'ne' : 'eq';
  const told = addTest(state, { kind: 'compare', left, op, right: { kind: 'text', value: text } });
  return [
    penalty(told, weights.parse.unseenPlace),
    ...plain.map((one) => penalty(one, weights.parse.placeless)),
  ];
}

/** "from Oslo or [Narnia]", "of type Deputy or [Uniform]": of the column of the name before. Null where no such one is joined. */
function takeAsBefore(state: State, text: string): State | null {
  const before = state.form.tests.at(-1);
  const isJoined = (state.or || state.and) && state.inside === null && state.subject === null;
  if (!isJoined || state.like !== null || state.compare !== null) return null;
  if (before?.kind !== 'held' || before.negated) return null;
  const left: ColumnMention = { ...before.left, words: '', at: state.at };
  return addTest(state, { kind: 'compare', left, op: 'eq', right: { kind: 'text', value: text } });
}

/** Reads a text as of the column said before it, else of what names the rows. */
export function takeText(
  state: State,
  text: string,
  quoted: boolean,
  index: SchemaIndex | null,
): readonly State[] {
  const taken = takeSubject(state);
  const shown = state.form.shows.findLast((show) => show.kind === 'column');
  const subject =
    taken.subject?.kind === 'column' && (quoted || mayBeNamed(taken.subject))
      ? taken.subject
      : state.like !== null && shown?.kind === 'column'
        ? shown
        : null;
  if (state.like !== null) {
    const left = subject ?? textLabel(state, index);
    if (left === null) return [];
    const pattern = likePattern(text, state.like);
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

/** "Maria Lopez" of people whose two names stand apart. Empty for other words, and where there are none. */
function takeTwoNames(
  state: State,
  { text, quoted, hints = [] }: Extract<Item, { kind: 'text' }>,
  { twoNamed }: SchemaIndex,
): readonly State[] {
  const names = text.split(' ');
  const isFree = state.like === null && state.compare === null && state.subject === null;
  const isTwo = names.length === 2 && !/^(?:[IVX]{1,4}|\p{L})$/u.test(names[1] ?? '');
  if (quoted || !isFree || !isTwo || twoNamed.length === 0) return [];
  const tests = (['first', 'last'] as const).map((which, place): Test => {
    const alternatives = twoNamed.map((one) => ({ what: one[which], score: 1 }));
    const left: ColumnMention = {
      kind: 'column',
      alternatives,
      words: '',
      at: state.at,
      beside: [],
      hints,
    };
    const right = { kind: 'text', value: names[place] ?? '' } as const;
    return { kind: 'compare', left: belowRole(state, left), op: 'eq', right };
  });
  return [
    penalty(addTest(state, { kind: 'all', tests, negated: state.not }), weights.parse.unseenPlace),
  ];
}

/** A moment or a number is called by no name. */
function mayBeNamed({ alternatives }: ColumnMention): boolean {
  return alternatives.some(({ what }) => what.column.type.kind === 'text');
}

/** What names rows, where that is a text: a flight's number is no place; else what names those they belong to. */
function textLabel(state: State, index: SchemaIndex | null): ColumnMention | null {
  const label = labelMention(state, index);
  if (label === null) return null;
  const own = label.alternatives.filter(({ what }) => what.column.type.kind === 'text');
  const alternatives =
    own.length > 0 || index === null
      ? own
      : label.alternatives.flatMap(({ what }) => ownerLabels(what.table, index));
  return alternatives.length === 0 ? null : { ...label, alternatives };
}
