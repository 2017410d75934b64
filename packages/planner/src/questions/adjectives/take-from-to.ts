import { isMoment } from '../../link/link-column.ts';
import type { Attribute, Cue } from '../cues/cue.ts';
import { age, recent } from '../cues/measured.ts';
import type { ColumnMention, Order, Show } from '../form.ts';
import { penalty, settleSubject } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { isQuantity } from '../shapes/take-arithmetic.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { adjectiveMention } from './adjective-mention.ts';

/** Reads "from oldest to youngest": by what is sorted or shown already, else by what the adjectives measure. */
export function takeFromTo(
  before: State,
  cue: Extract<Cue, { kind: 'direction' }>,
  index: SchemaIndex,
): readonly State[] {
  const state = settleSubject(before);
  const { direction, of, isLoose = false } = cue;
  const { order, limit } = state.form;
  const meant = of === undefined ? null : adjectiveMention(of, state.at, index);
  const sorted = order.at(-1);
  if (sorted !== undefined && limit === null) {
    const next: Order = { ...sorted, by: turned(sorted.by, meant), direction };
    const again = withForm(state, { order: [...order.slice(0, -1), next] });
    if (cue.isFirst !== true || meant === null || isAmongOf(sorted, meant)) return [again];
    // "by department, youngest first": the youngest of each.
    const isName = sorted.by.kind === 'column' && isText(sorted.by);
    const own = ofRows(meant, state);
    if (isName && own !== null)
      return [withForm(state, { order: [...order, { by: own, direction }] })];
    return [penalty(again, weights.implied.otherOrder)];
  }
  const shown =
    cue.isWhen === true
      ? null
      : shownFor(state.form.shows, shownMoments(of, meant, index), isLoose);
  const by = shown ?? ofRows(meant, state);
  // "by highest fee first": what is sorted by stands in it.
  if (by === null && cue.isFirst === true) return [];
  // "from most to least members": by what follows.
  if (by === null) return [{ ...state, direction, mode: 'order' }];
  const next: Order = { by: turned(by, meant), direction };
  return [withForm(state, { order: [next] }, { mode: state.last === 'start' ? 'show' : 'order' })];
}

/** A column goes against the adjectives where what they mean does. */
function turned(by: Order['by'], meant: ColumnMention | null): Order['by'] {
  if (by.kind !== 'column' || meant?.against === undefined) return by;
  const moments = by.alternatives.map(({ what }) => what).filter(({ column }) => isMoment(column));
  return { ...by, against: [...meant.against, ...moments] };
}

/** "the year it was formed, from the earliest to the latest": of years in which things began to be, too. */
function shownMoments(
  of: readonly Attribute[] | undefined,
  meant: ColumnMention | null,
  index: SchemaIndex,
): ColumnMention | null {
  const begun = of === recent ? adjectiveMention(age.slice(1), 0, index) : null;
  if (begun === null || meant === null) return meant ?? begun;
  return { ...meant, alternatives: [...meant.alternatives, ...begun.alternatives] };
}

/** What is shown and may be sorted by so. */
function shownFor(
  shows: readonly Show[],
  meant: ColumnMention | null,
  isLoose: boolean,
): Exclude<Show, { kind: 'table' }> | null {
  const shown = shows.filter((show) => show.kind !== 'table');
  const sharing = shown.find((show) => show.kind === 'column' && isAmong(show, meant));
  if (sharing !== undefined) return sharing;
  // "mean price by kind, dearest first": by the mean.
  const measured = shown.find(
    (show) => show.kind === 'measure' && show.of?.kind === 'column' && isAmong(show.of, meant),
  );
  if (measured !== undefined) return measured;
  if (!isLoose && meant !== null) return null;
  return shown.findLast((show) => show.kind === 'measure' || isQuantity(show)) ?? null;
}

function isAmongOf({ by }: Order, meant: ColumnMention): boolean {
  return by.kind === 'column' && isAmong(by, meant);
}

/** Names and the like, and no days that are kept as text. */
function isText({ alternatives, derived }: ColumnMention): boolean {
  const column = alternatives[0]?.what.column;
  if (column === undefined || derived !== undefined) return false;
  return column.type.kind === 'text' && !isMoment(column) && !/time|date|year/iu.test(column.name);
}

function isAmong({ alternatives }: ColumnMention, meant: ColumnMention | null): boolean {
  const [best] = alternatives;
  return meant?.alternatives.some(({ what }) => what.column === best?.what.column) === true;
}

/** Of the rows that are asked for. */
function ofRows(meant: ColumnMention | null, { form, near }: State): ColumnMention | null {
  const rows = form.entity ?? near;
  return meant === null || rows === null ? meant : { ...meant, beside: [rows] };
}
