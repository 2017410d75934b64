import { isCyrillic } from '../../lexicon/russian/stem.ts';
import { isFinitePast } from '../finite-past.ts';
import { isMoment } from '../../link/link-column.ts';
import type { Form, Measure, Test } from '../form.ts';
import { countOf } from '../moves.ts';
import { withForm, type State } from '../state.ts';

/** Reads "percentage of": what follows is shared out. */
export function takeShare(state: State): readonly State[] {
  const start = state.form.tests.length;
  const share = { start, noun: null, verb: null, ofGroups: false };
  return [
    {
      ...state,
      aggregate: { fn: 'count', distinct: false, also: [], share: true },
      mode: state.mode === 'where' || state.mode === 'group' ? 'show' : state.mode,
      shape: { ...state.shape, share },
    },
  ];
}

/** Notes where the name of what is shared out stood. */
export function markNoun(state: State): State {
  const { share } = state.shape;
  if (share === null || share.noun !== null) return state;
  return {
    ...state,
    shape: { ...state.shape, share: { ...share, noun: state.form.tests.length } },
  };
}

/** Notes the first verb after what is shared out: what it says is the part. */
export function markVerb(state: State): State {
  const { share } = state.shape;
  if (share === null || share.noun === null || share.verb !== null) return state;
  const marked = { ...share, verb: state.form.tests.length };
  const mode = state.mode === 'show' ? 'where' : state.mode;
  return { ...state, mode, shape: { ...state.shape, share: marked } };
}

/** Whether a test is said by a verb that needs no auxiliary: "решена", "отменили". */
export function saysVerb(test: Test): boolean {
  if (!('left' in test) || test.left.kind !== 'column') return false;
  const [first = ''] = test.left.words.toLowerCase().split(' ');
  return isCyrillic(first) && (isFinitePast(first) || /(?:[нт][аоы]|[еан]н|ыт)$/u.test(first));
}

/** Reads "came from": empty where nothing is shared out. */
export function takeCameFrom(state: State): readonly State[] {
  const { share } = state.shape;
  if (share === null || share.noun === null) return [];
  return [
    { ...state, preposition: true, shape: { ...state.shape, share: { ...share, ofGroups: true } } },
  ];
}

/** Reads "rate" after a value: the share of rows that hold it. */
export function takeRate(said: State): readonly State[] {
  const state = filledState(said) ?? said;
  const { tests, shows } = state.form;
  const part = tests.at(-1);
  if (state.last !== 'value' || part === undefined || state.inside !== null) return [];
  const measure: Measure = { ...countOf(null), share: true, where: [part] };
  const rest = { tests: tests.slice(0, -1) };
  if (state.superlative !== null) {
    const { direction } = state.superlative;
    const order = [{ by: measure, direction }];
    return [
      withForm(state, { ...rest, order, limit: state.form.limit ?? 1 }, { superlative: null }),
    ];
  }
  return [withForm(state, { ...rest, shows: [...shows, measure] }, { mode: 'show' })];
}

/** "conversion rate": `converted_on` that is filled is a state. null: the column just read is no such moment. */
function filledState(state: State): State | null {
  const { shows, tests } = state.form;
  const left = shows.at(-1);
  if (state.last !== 'column' || left?.kind !== 'column') return null;
  const column = left.alternatives[0]?.what.column;
  if (column === undefined || !column.nullable || !isMoment(column)) return null;
  const filled: Test = { kind: 'null', left, negated: true };
  return withForm(
    state,
    { shows: shows.slice(0, -1), tests: [...tests, filled] },
    { last: 'value' },
  );
}

/** Gives a share the conditions that make the part; the others say what the whole is. */
export function settleShare(state: State): State {
  const { share } = state.shape;
  if (share === null) return state;
  const { tests } = state.form;
  const noun = share.noun ?? tests.length;
  const inPart = partOf(tests, { ...share, noun });
  const isPart = (at: number): boolean =>
    inPart(at) && !isOfWhole(tests[at]) && !isOpenTest(tests[at]);
  const where = tests.filter((_, at) => isPart(at));
  const give = <T extends { readonly kind: string }>(one: T): T | Measure =>
    isOpenShare(one) && where.length > 0 ? { ...one, where } : one;
  const shows = state.form.shows.map((show) => give(show));
  const order = state.form.order.map((one) => ({ ...one, by: give(one.by) }));
  const whole = tests.map((test) => (isOpenTest(test) ? { ...test, left: give(test.left) } : test));
  const isSame =
    !(where.length > 0 && tests.some(isOpenTest)) &&
    shows.every((show, at) => show === state.form.shows[at]) &&
    order.every(({ by }, at) => by === state.form.order[at]?.by);
  if (isSame) return state;
  return withForm(state, { shows, order, tests: whole.filter((_, at) => !isPart(at)) });
}

/** "with more than half of their orders": a share that waits for its part. */
function isOpenTest(
  test: Test | undefined,
): test is Extract<Test, { kind: 'compare' }> & { readonly left: Measure } {
  return test?.kind === 'compare' && isOpenShare(test.left);
}

function isOfWhole(test: Test | undefined): boolean {
  return test?.kind === 'time' && test.ofWhole === true;
}

/** A share of everything in everything: no part was named, and no groups. */
export function isEmptyShare({ shows, order, groups, tests }: Form): boolean {
  if (tests.some(isOpenTest)) return true;
  const open = [...shows, ...order.map(({ by }) => by)].some(isOpenShare);
  return open && groups.length === 0 && shows.every(({ kind }) => kind === 'measure');
}

function isOpenShare(one: { readonly kind: string }): one is Measure {
  return one.kind === 'measure' && 'share' in one && one.share === true && !('where' in one);
}

/** What is said after the verb; else after the rows; else, where no parts are named, before them. */
function partOf(
  tests: readonly Test[],
  marks: NonNullable<State['shape']['share']> & { readonly noun: number },
): (at: number) => boolean {
  const { start, noun, verb, ofGroups } = marks;
  if (ofGroups) return () => false;
  if (verb !== null && verb < tests.length) return (at) => at >= verb;
  // "share of cancelled orders last month": a period behind the rows is that of the whole.
  const isPeriod = tests.slice(noun).every(({ kind }) => kind === 'time');
  if (noun < tests.length && !(isPeriod && start < noun)) return (at) => at >= noun;
  return (at) => at >= start && at < noun;
}
