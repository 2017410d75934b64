import type { Measure, Operator, Test } from '../form.ts';
import { number, settleSubject } from '../moves.ts';
import { addTest, withForm, type State } from '../state.ts';
import { markNoun, takeShare } from './take-share.ts';

/** How large a part has to be: "more than 20 % of". */
export interface Portion {
  readonly op: Operator;
  readonly percent: number;
  /** "who cancelled more than half of their": the part was said before it. */
  readonly part?: Test;
}

/** Reads "more than 20 % of their": of the rows that are asked for; empty where none are named. */
export function takePortion(state: State, portion: Portion): readonly State[] {
  const { entity, shows, groups } = state.form;
  if (state.shape.share !== null || state.aggregate !== null || groups.length > 0) return [];
  if (entity === null && shows.length === 0) return [];
  const said = state.last === 'value' && state.inside === null ? partSaid(state) : null;
  const rest = said === null ? state : withForm(state, { tests: state.form.tests.slice(0, -1) });
  const waiting = said === null ? portion : { ...portion, part: said };
  return takeShare({ ...settleSubject(rest), inside: null }).map((one) => ({
    ...one,
    shape: { ...one.shape, portion: waiting },
  }));
}

/** A state that was just said of what is named next. */
function partSaid({ form }: State): Test | null {
  const test = form.tests.at(-1);
  return test?.kind === 'held' || test?.kind === 'flag' || test?.kind === 'null' ? test : null;
}

/** Reads what a part is taken of; null where nothing waits for it. What is said of it further makes the part. */
export function testPortion(state: State, share: Measure): State | null {
  const { portion } = state.shape;
  if (portion === null) return null;
  const { op, percent, part } = portion;
  const left = part === undefined ? share : { ...share, where: [part] };
  const tested = addTest(
    { ...state, aggregate: null },
    { kind: 'compare', left, op, right: number(percent) },
  );
  const shape = { ...tested.shape, portion: null };
  return part === undefined
    ? markNoun({ ...tested, shape, mode: 'where' })
    : { ...tested, shape: { ...shape, share: null }, mode: 'where' };
}
