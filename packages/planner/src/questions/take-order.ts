import { takeFromTo } from './adjectives/take-from-to.ts';
import type { Cue } from './cues/cue.ts';
import { attributeMention, labelMention } from './implied-columns.ts';
import { countOf, opposite, penalty, settleSubject } from './moves.ts';
import type { SchemaIndex } from './schema-index.ts';
import { waitAlphabetical } from './shapes/alphabetical.ts';
import { rankBy } from './shapes/ranked-rows.ts';
import { isQuantity } from './shapes/take-arithmetic.ts';
import { withForm, type State } from './state.ts';
import { weights } from './weights.ts';
import { isSingular } from './words.ts';

/** Reads "by": of an order, of groups, or of who did something. */
export function takeBy(state: State): readonly State[] {
  const { form } = state;
  const ranking = rankBy(state);
  if (ranking !== null) return [ranking];
  if (state.superlative !== null) {
    // "the biggest depot by capacity" is one.
    const isOne = !state.top && state.near !== null && isSingular(state.near.words);
    const limit = form.limit ?? (isOne ? 1 : null);
    return [
      {
        ...withForm(state, { limit }),
        mode: 'order',
        shape: { ...state.shape, by: true },
        direction: state.superlative.direction,
        superlative: null,
        top: false,
      },
    ];
  }
  if (state.mode === 'order') return [state];
  if (
    state.shape.sorts &&
    form.order.length === 0 &&
    (form.shows.length > 0 || form.entity !== null)
  )
    return [{ ...settleSubject(state), mode: 'order', inside: null }];
  const ranked = form.order.at(-1);
  const isSame = ranked?.by.kind === 'column' && state.last !== 'column';
  if (ranked !== undefined && isSame && form.limit !== null) {
    // "best-selling, by amount"
    const { direction, by } = ranked;
    const rankedBy = by.kind === 'column' ? by : null;
    const shape = { ...state.shape, by: ranked.total === true, rankedBy };
    return [withForm(state, { order: [] }, { mode: 'order', direction, shape })];
  }
  const inGroups = rankedInGroups(state);
  const measured = form.shows.some((show) => show.kind === 'measure');
  const last = form.shows.at(-1);
  // "order amount by region": a total for each.
  const isTotal = state.last === 'column' && last?.kind === 'column' && isQuantity(last);
  if (measured || isTotal) return [{ ...state, mode: 'group' }, ...inGroups];
  const said = penalty({ ...state, preposition: true, shape: { ...state.shape, by: true } }, 0.1);
  return [said, ...countedBy(state), ...inGroups];
}

/** "the dearest room in every hotel by list price": what is best there is said behind the groups. */
function rankedInGroups(state: State): readonly State[] {
  const { order, groups, limit } = state.form;
  const [ranked, ...more] = order;
  const isBehind = state.mode === 'group' && groups.length > 0 && state.last === 'column';
  if (!isBehind || ranked?.by.kind !== 'column' || more.length > 0 || limit === null) return [];
  return [withForm(state, { order: [] }, { mode: 'order', direction: ranked.direction })];
}

/** Reads "sorted". */
export function takeSort(state: State, cue: Extract<Cue, { kind: 'sort' }>): readonly State[] {
  if (cue.atStart === true && state.at > 2) return [];
  if (state.last === 'start') return [{ ...state, shape: { ...state.shape, sorts: true } }];
  const waits = waitAlphabetical(state).map((one) => penalty(one, 0.05));
  const sorted: State = { ...settleSubject(state), mode: 'order', inside: null };
  return [penalty(sorted, waits.length > 0 ? 0.1 : 0), ...waits];
}

/** Reads "descending", "newest first". */
export function takeDirection(
  state: State,
  cue: Extract<Cue, { kind: 'direction' }>,
  index: SchemaIndex,
): readonly State[] {
  if (cue.isFromTo === true || cue.isWhen === true) return takeFromTo(state, cue, index);
  const { form } = state;
  const { direction } = cue;
  if (cue.of !== undefined) {
    return attributeMention(cue.of, state, index).map(({ mention, against }, rank) => {
      const order = { by: mention, direction: against ? opposite(direction) : direction };
      const settled = penalty(settleSubject(state), 0.1 * rank);
      return withForm(settled, { order: [...form.order, order] }, { mode: 'order' });
    });
  }
  if (form.order.length === 0) return [{ ...settleSubject(state), direction, mode: 'order' }];
  // "by price decreasing and name ascending": the first one has its direction already.
  const isSaid = form.order[0]?.direction === 'desc' && form.order.length > 1;
  const order = form.order.map((one, at) =>
    isSaid && at < form.order.length - 1 ? one : { ...one, direction },
  );
  return [withForm(state, { order }, { direction: null })];
}

/** Reads "alphabetically". */
export function takeAlphabetical(state: State, index: SchemaIndex): readonly State[] {
  const { form } = state;
  const ordered: State = { ...settleSubject(state), mode: 'order', direction: 'asc' };
  const later = waitAlphabetical(state).map((one) => penalty(one, 0.1));
  const label = form.shows.length === 0 ? labelMention(ordered, index) : null;
  return label === null
    ? [ordered, ...later]
    : [ordered, ...later, withForm(ordered, { order: [{ by: label, direction: 'asc' }] })];
}

/** "orders by channel": how many there are of each. */
function countedBy(state: State): readonly State[] {
  const { entity, shows, order } = state.form;
  const isSaid = state.last === 'table' || state.last === 'value';
  if (!isSaid || entity === null || shows.length > 0 || order.length > 0) return [];
  const shape = { ...state.shape, by: true };
  const counted = withForm(state, { shows: [countOf(entity)] }, { mode: 'group', shape });
  return [penalty(counted, weights.parse.countedBy)];
}
