import { sharesColumn } from '../column-mention.ts';
import type { ColumnMention, Show, Test } from '../form.ts';
import { countOf } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { isQuantity, totalOf } from './take-arithmetic.ts';

type Held = Extract<Test, { kind: 'held' }>;

/** Reads "compare": the values that are listed make groups. */
export function takeSides(state: State): readonly State[] {
  if (state.last !== 'start' && state.last !== 'cue') return [];
  return [{ ...state, shape: { ...state.shape, sides: true } }];
}

/** "Vans versus trucks": one group for each of the values that follow each other from a place among the tests. */
export function settleSides(state: State, start: number): State {
  const { tests } = state.form;
  const [first, ...more] = tests.slice(start);
  if (first?.kind !== 'held' || first.negated) return state;
  const isSide = (test: Test | undefined): test is Held =>
    test?.kind === 'held' && !test.negated && sharesColumn(first.left, test.left);
  const end = more.findIndex((test) => !isSide(test));
  const sides = [first, ...(end === -1 ? more : more.slice(0, end)).filter(isSide)];
  if (sides.length < 2) return state;
  const merged: Held = {
    ...first,
    left: common(sides),
    values: sides.flatMap(({ values }) => values),
  };
  const rest = [...tests.slice(0, start), merged, ...tests.slice(start + sides.length)];
  return grouped(withForm(state, { tests: rest }), merged);
}

/** "insured versus uninsured": one group for those that are so, and one for the others. */
export function settleFlags(
  state: State,
  first: Extract<Test, { kind: 'flag' }>,
  second: Test,
): State {
  const isContrary =
    second.kind === 'flag' && second.value !== first.value && sharesColumn(first.left, second.left);
  if (!isContrary) return state;
  const tests = state.form.tests.filter((test) => test !== first && test !== second);
  return grouped(withForm(state, { tests }), first);
}

/**
 * "Compare phone and web bookings", "average price of vans and trucks": values of one column that are listed with
 * "and" are told apart where they are compared, or where an average of both says little.
 */
export function settleListed(state: State): State {
  const { tests, shows, groups, order } = state.form;
  const isAverage = shows.some(
    (show) => show.kind === 'measure' && (show.fn === 'avg' || show.fn === 'median'),
  );
  if (groups.length > 0 || order.length > 0 || !(state.shape.sides || isAverage)) return state;
  const listed = tests.filter(
    (test): test is Held =>
      test.kind === 'held' && !test.negated && test.values.length > 1 && test.isListed === true,
  );
  const [only, ...others] = listed;
  return only === undefined || others.length > 0 ? state : grouped(state, only);
}

function grouped(state: State, { left }: { readonly left: ColumnMention }): State {
  const { shows, entity, groups } = state.form;
  const measures = shows.length === 0 ? [countOf(entity)] : shows.map(measured);
  const isMeasured = measures.some((show) => show.kind === 'measure');
  return withForm(state, {
    groups: [...groups, left],
    shows: isMeasured ? measures : [countOf(entity)],
  });
}

function measured(show: Show): Show {
  return show.kind === 'column' && isQuantity(show) ? totalOf(show) : show;
}

function common(sides: readonly Held[]): ColumnMention {
  const [first, ...more] = sides.map(({ left }) => left);
  if (first === undefined) throw new Error('Nothing is compared.');
  const alternatives = first.alternatives.filter(({ what }) =>
    more.every((one) => one.alternatives.some((other) => other.what === what)),
  );
  return { ...first, alternatives };
}
