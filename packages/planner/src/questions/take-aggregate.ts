import type { Cue } from './cues/cue.ts';
import type { Operand } from './form.ts';
import { takeGapAggregate } from './gaps/take-gap.ts';
import { amountOf } from './money/amount-of-rows.ts';
import { countOf, negate, penalty, settleSubject, takeSubject } from './moves.ts';
import type { SchemaIndex } from './schema-index.ts';
import { averageOfAsked } from './shapes/average-of-asked.ts';
import { listedAggregate } from './shapes/take-list.ts';
import { addTest, withForm, type State } from './state.ts';
import { averageLength } from './stretches/take-lasting.ts';
import { takeImpliedMeasure } from './take-implied.ts';
import { weights } from './weights.ts';

/** Reads "average", "how many": what is reckoned of the name that follows. */
export function takeAggregate(
  state: State,
  cue: Extract<Cue, { kind: 'aggregate' }>,
  index: SchemaIndex,
): readonly State[] {
  const { form } = state;
  if (cue.of !== undefined) return takeImpliedMeasure(state, cue, index);
  // "departments by number of staff": not how many departments.
  if (state.mode === 'group' && form.groups.length === 0 && state.shape.by) return [];
  const ofLength = averageLength(state, cue.fn);
  if (ofLength !== null) return [ofLength];
  const ofGaps = takeGapAggregate(state, cue.fn);
  if (ofGaps !== null) return [ofGaps];
  const held = state.aggregate;
  // "share of total sales"
  if (held?.share === true) return cue.fn === 'sum' || cue.fn === 'count' ? [state] : [];
  // "total amount of payouts": how many there are may be added up anyway.
  const isAdded = held?.fn === 'sum' && cue.fn === 'count' && held.outer === undefined;
  if (isAdded && !state.and) return [state];
  if (held !== null && held.fn !== 'count' && cue.fn === 'count')
    return [{ ...state, aggregate: { ...held, outer: held.fn } }];
  if (held !== null && held.fn !== 'count' && held.fn !== 'sum' && cue.fn === 'sum' && !state.and)
    return [{ ...state, aggregate: { fn: 'sum', distinct: false, also: [], outer: held.fn } }];
  const listed = listedAggregate(state, cue.fn);
  if (listed !== null) return [listed];
  const averaged = cue.fn === 'avg' ? averageOfAsked(state) : null;
  if (averaged !== null) return [averaged];
  // "how many visits are there in total": said already.
  if (cue.fn === 'sum' && held === null && isOnlyMeasured(state)) {
    const aggregate = { fn: cue.fn, distinct: false, also: [] };
    return [state, penalty({ ...state, aggregate }, weights.parse.totalAgain)];
  }
  const compared = state.compare === null ? null : takeSubject(state);
  if (compared !== null && compared.subject !== null && cue.fn !== 'count' && cue.fn !== 'sum') {
    const right = comparedWith(cue);
    const tested = addTest(compared.state, {
      kind: 'compare',
      left: compared.subject,
      op: negate(state.compare ?? 'eq', state.not),
      right,
    });
    if (cue.overall === true) return [tested];
    return [
      penalty(tested, 0.05),
      { ...state, aggregate: { fn: cue.fn, distinct: false, also: [], ...timesOf(cue) } },
    ];
  }
  const amount = compared?.subject === null ? amountCompared(state, cue) : [];
  if (held?.fn === 'count' && state.and && cue.fn !== 'count') {
    const shows = [...form.shows, countOf(null)];
    return [withForm(state, { shows }, { aggregate: { fn: cue.fn, distinct: false, also: [] } })];
  }
  const also =
    held === null || held.fn === 'count' || cue.fn === 'count' ? [] : [...held.also, held.fn];
  const much = cue.isMuch === true ? ({ isMuch: true } as const) : {};
  const total = cue.isTotal === true ? ({ isTotal: true } as const) : {};
  const aggregate = { fn: cue.fn, distinct: false, also, ...much, ...total, ...timesOf(cue) };
  if (state.mode === 'where' && state.and && state.compare === null) {
    return [
      { ...settleSubject(state), aggregate, mode: 'show', inside: null },
      penalty({ ...state, aggregate }, 0.1),
    ];
  }
  if (state.mode === 'group' && form.groups.length > 0)
    return [{ ...state, aggregate, mode: 'show' }];
  // "doctors and the number of their visits": both are shown.
  const isFirst = form.shows.length === 0 && form.groups.length === 0;
  // "phone numbers of employees": no number of employees.
  if (cue.fn === 'count' && state.mode === 'show' && state.last === 'column' && !state.and)
    return [penalty({ ...state, aggregate }, weights.parse.countBesideColumn)];
  const isBeside = state.and && state.mode === 'show' && isFirst;
  if (isBeside && form.entity !== null)
    return [
      withForm(state, { shows: [form.entity] }, { aggregate }),
      penalty({ ...state, aggregate }, 0.3),
    ];
  return [{ ...state, aggregate }, ...amount];
}

type AggregateCue = Extract<Cue, { kind: 'aggregate' }>;

function timesOf({ times }: AggregateCue): { readonly times?: number } {
  return times === undefined ? {} : { times };
}

/** What a column is compared with: "the average", "twice the overall average". */
function comparedWith(cue: AggregateCue): Operand {
  const overall = cue.overall === true ? ({ overall: true } as const) : {};
  const { fn } = cue;
  if (fn === 'count' || fn === 'sum') return { kind: 'aggregate', fn: 'avg', of: null };
  return { kind: 'aggregate', fn, of: null, ...overall, ...timesOf(cue) };
}

/** "bills above the average of their store": of what they come to. */
function amountCompared(state: State, cue: AggregateCue): readonly State[] {
  const { entity } = state.form;
  const isOpen = state.compare !== null && state.number === null && state.last === 'cue';
  if (!isOpen || entity === null || cue.fn === 'count' || cue.fn === 'sum') return [];
  const left = amountOf(entity);
  if (left === null || left.total !== undefined) return [];
  const op = negate(state.compare ?? 'eq', state.not);
  const test = { kind: 'compare', left, op, right: comparedWith(cue) } as const;
  return [penalty(addTest(state, test), weights.implied.compared)];
}

/** A measure is all that is shown, and nothing is to be listed beside it. */
function isOnlyMeasured({ form, mode, and, compare }: State): boolean {
  const [shown, ...others] = form.shows;
  return (
    mode === 'show' && !and && compare === null && others.length === 0 && shown?.kind === 'measure'
  );
}
