import { averageOfMeans } from './average-of-means.ts';
import { settleListedAgain } from './listed-again.ts';
import { settleAlphabetical } from './alphabetical.ts';
import { settleListed } from './compare-values.ts';
import { isQuantity, settleMeaning, settlePair } from './take-arithmetic.ts';
import { settleWhen } from './settle-when.ts';
import { settleStandsFor } from './stands-for.ts';
import { settleVersus } from './take-over-time.ts';
import { settleShare } from './take-share.ts';
import { settleTimes } from './settle-times.ts';
import { dropRankedGroup, endsOfGroups } from './ends-of-groups.ts';
import { dropUnitGroups } from './per-unit.ts';
import { countListed } from './count-listed.ts';
import { countOfOne } from './count-of-one.ts';
import { countByGroup } from './count-by-group.ts';
import { totalByGroup } from './total-by-group.ts';
import { orderByShown, settleForemost } from './take-foremost.ts';
import { settleSeries, shareMoment } from '../times/take-series.ts';
import type { Form } from '../form.ts';
import { withForm, type State } from '../state.ts';

/** Ends what words of structure began. */
export function settleShape(state: State): State {
  const read = settleStandsFor(settleListedAgain(state));
  const average = settleAverage(settleMost(settleTimes(settleWhen(read))));
  const settled = settleNested(settleAlphabetical(settleOrdinal(settleForemost(average))));
  const reckoned = settleListed(settleVersus(settleMeaning(settlePair(settleShare(settled)))));
  return { ...reckoned, form: steps.reduce((form, step) => step(form), reckoned.form) };
}

/** What becomes of a form when all words are read, in this order. */
const steps: readonly ((form: Form) => Form)[] = [
  dropRankedGroup,
  endsOfGroups,
  dropUnitGroups,
  countListed,
  countOfOne,
  averageOfMeans,
  totalByGroup,
  countByGroup,
  orderByShown,
  settleSeries,
  shareMoment,
];

function settleOrdinal(state: State): State {
  const { ordinal } = state.shape;
  if (ordinal === null) return state;
  const { order, limit } = state.form;
  if (order.length === 0 || limit !== 1) return state;
  return withForm(state, { offset: ordinal - 1 }, { shape: { ...state.shape, ordinal: null } });
}

/** An average of counts of nothing in particular: of the groups, else it says nothing. */
function settleNested(state: State): State {
  const { frame, groups } = state.form;
  if (frame === null || frame.inner.length > 0) return state;
  const inner = groups.at(-1);
  if (inner === undefined) return state;
  return withForm(state, { groups: groups.slice(0, -1), frame: { ...frame, inner: [inner] } });
}

/** "How many visits does a patient have on average?" */
function settleAverage(state: State): State {
  const { entity, shows, groups, frame } = state.form;
  const [counted] = shows;
  if (state.aggregate?.fn !== 'avg' || shows.length !== 1 || frame !== null) return state;
  if (entity === null || groups.length > 0) return state;
  if (counted?.kind !== 'measure' || counted.fn !== 'count' || counted.of?.kind !== 'table')
    return state;
  if (counted.of.alternatives[0]?.what === entity.alternatives[0]?.what) return state;
  return withForm(
    state,
    { frame: { kind: 'nested', fn: 'avg', inner: [entity] } },
    { aggregate: null },
  );
}

/** "What topic do clients ask about most?": the one that there are most of. */
function settleMost(state: State): State {
  const { superlative, form } = state;
  const [shown] = form.shows;
  if (superlative === null || superlative.count || superlative.isAdjective === true) return state;
  if (state.top || form.order.length > 0) return state;
  if (form.shows.length !== 1 || shown?.kind !== 'column' || isQuantity(shown)) return state;
  if (state.last !== 'cue') return state;
  return { ...state, superlative: { ...superlative, count: true } };
}
