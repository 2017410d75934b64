import { saysMean } from './average-of-means.ts';
import { isElapsed } from '../times/derived.ts';
import { isMeasure } from '../../query/table-facts.ts';
import type { ArithmeticOperator, ColumnMention, Measure, Show } from '../form.ts';
import { countOf } from '../moves.ts';
import { withForm, type State } from '../state.ts';

/** Reads "times" after a column: empty where none was just read. */
export function takeOperator(state: State, op: ArithmeticOperator): readonly State[] {
  if (state.last !== 'column') return [];
  return [{ ...state, shape: { ...state.shape, arithmetic: op } }];
}

/** Reads the right side of "seats times fee": null where nothing waits for it. */
export function takeOperand(state: State, right: ColumnMention): State | null {
  const { arithmetic: op } = state.shape;
  if (op === null || !isQuantity(right)) return null;
  const shape = { ...state.shape, arithmetic: null };
  const apply = (left: ColumnMention): ColumnMention => ({
    ...left,
    reckoned: [...(left.reckoned ?? []), { op, right }],
  });
  if (state.subject !== null) {
    const subject = applyTo(state.subject, apply);
    return subject === null ? null : { ...state, shape, subject };
  }
  const order = state.form.order.at(-1);
  const show = state.form.shows.at(-1);
  if (order !== undefined && placeOf(order.by) > (show === undefined ? -1 : placeOf(show))) {
    const by = applyTo(order.by, apply);
    if (by === null) return null;
    return withForm(
      state,
      { order: [...state.form.order.slice(0, -1), { ...order, by }] },
      { shape },
    );
  }
  if (show === undefined || show.kind === 'table') return null;
  const shown = applyTo(show, apply);
  if (shown === null) return null;
  return withForm(state, { shows: [...state.form.shows.slice(0, -1), shown] }, { shape });
}

/** "fee per minute": two quantities and no group. null where that is not what is said. */
export function divideShown(state: State, right: ColumnMention): State | null {
  const { shows, groups } = state.form;
  const show = shows.at(-1);
  if (show?.kind !== 'column' || groups.length > 0 || !isQuantity(show) || !isQuantity(best(right)))
    return null;
  // "average visibility by zip": of each zip, and no share of a number.
  if (shows.some(({ kind }) => kind === 'measure') || saysMean(show)) return null;
  const reckoned = [...(show.reckoned ?? []), { op: 'divide', right } as const];
  return withForm(
    state,
    { shows: [...shows.slice(0, -1), { ...show, reckoned }] },
    { mode: 'show' },
  );
}

/** What words name most surely: "per country" is no number, though one may be called a bit so. */
function best(mention: ColumnMention): ColumnMention {
  return { ...mention, alternatives: mention.alternatives.slice(0, 1) };
}

function applyTo(
  part: ColumnMention | Measure,
  apply: (column: ColumnMention) => ColumnMention,
): ColumnMention | Measure | null {
  if (part.kind === 'column') return isQuantity(part) ? apply(part) : null;
  return part.of?.kind === 'column' ? { ...part, of: apply(part.of) } : null;
}

/** Where something that is shown was named; -1: nowhere. */
export function placeOf(part: Show): number {
  if (part.kind !== 'measure') return part.at;
  return part.of?.at ?? -1;
}

/** Whether words name a number that may be reckoned with. */
export function isQuantity(mention: ColumnMention): boolean {
  if (isElapsed(mention)) return true;
  return mention.alternatives.some(({ what }) => isMeasure(what.column, what.table));
}

/** Reads "ratio of", "difference between". */
export function takePair(state: State, op: ArithmeticOperator): readonly State[] {
  const { shows, tests } = state.form;
  const pair = { op, shows: shows.length, tests: tests.length, second: null };
  const aggregate =
    op === 'divide' ? ({ fn: 'count', distinct: false, also: [] } as const) : state.aggregate;
  return [{ ...state, aggregate, shape: { ...state.shape, pair } }];
}

/** Reads what stands between the two of a pair: empty where there is none. */
export function takePairTo(state: State): readonly State[] {
  const { pair } = state.shape;
  if (pair === null || pair.second !== null) return [];
  const { shows, tests } = state.form;
  if (shows.length === pair.shows && tests.length === pair.tests) return [];
  const counts = pair.op === 'divide' && state.aggregate === null;
  const aggregate = counts
    ? ({ fn: 'count', distinct: false, also: [] } as const)
    : state.aggregate;
  const marked = { ...state.shape, pair: { ...pair, second: tests.length } };
  const and = shows.length > pair.shows;
  return [{ ...state, and, aggregate, mode: 'show', shape: marked }];
}

/** Makes one of the two that a pair named. */
export function settlePair(state: State): State {
  const { pair } = state.shape;
  if (pair === null) return state;
  const { shows, tests } = state.form;
  const before = shows.slice(0, pair.shows);
  const [left, right, ...more] = shows.slice(pair.shows);
  const done = (show: Show, rest = tests): State =>
    withForm(
      state,
      { shows: [...before, show, ...more], tests: rest },
      { shape: { ...state.shape, pair: null } },
    );
  if (left?.kind === 'column' && right?.kind === 'column')
    return done({ ...left, reckoned: [...(left.reckoned ?? []), { op: pair.op, right }] });
  if (left?.kind === 'measure' && right?.kind === 'measure')
    return done({ ...left, reckoned: { op: pair.op, right } });
  const [first, second] = tests.slice(pair.tests);
  if (first === undefined || second === undefined || pair.second !== pair.tests + 1) return state;
  if (right !== undefined) return state;
  const rows = left?.kind === 'measure' ? left : countOf(state.form.entity);
  const share: Measure = {
    ...rows,
    where: [first],
    reckoned: { op: pair.op, right: { ...rows, where: [second] } },
  };
  return done(share, [...tests.slice(0, pair.tests), ...tests.slice(pair.tests + 2)]);
}

/** Reads "counting": what follows says what the measure before means. */
export function takeMeaning(state: State): readonly State[] {
  const { shows } = state.form;
  if (state.last === 'start') return [];
  return [{ ...state, mode: 'show', and: true, shape: { ...state.shape, meaning: shows.length } }];
}

/** Puts what a measure means in its place, as a total. */
export function settleMeaning(state: State): State {
  const { meaning } = state.shape;
  if (meaning === null) return state;
  const { shows } = state.form;
  const said = shows.slice(meaning);
  if (said.length === 0) return state;
  const kept = shows.slice(0, meaning).filter((show) => show.kind === 'table' || isName(show));
  const totals = said.map((show): Show => (show.kind === 'column' ? totalOf(show) : show));
  return withForm(state, { shows: [...kept, ...totals] }, { aggregate: null });
}

function isName(show: Show): boolean {
  return show.kind === 'column' && !isQuantity(show);
}

/** The sum of a column. */
export function totalOf(of: ColumnMention): Measure {
  return { kind: 'measure', fn: 'sum', distinct: false, of };
}
