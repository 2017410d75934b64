import type { ColumnMention, Operator, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addTest, type State } from '../state.ts';
import { anyMoment, namedMoment } from './moment-mention.ts';
import type { When } from './when.ts';

/** A stretch of time; `ofNone`: of what did not happen in it. */
export interface Said {
  readonly when: When;
  readonly ofNone?: boolean;
}

/** Reads a time: a condition on the moment that was named, else on that of the event. */
export function takeWhen(
  state: State,
  { when: said, ofNone = false }: Said,
  index: SchemaIndex,
): readonly State[] {
  if (ofNone && !saysNone(state)) return [];
  const other = otherTime(state, said);
  if (other !== null) return [other];
  const named = namedMoment(state, index);
  const left = named?.moment ?? anyMoment(state, index);
  if (left === null) return [];
  const rest = named?.state ?? state;
  // "delivered later than 5 March"; what waits for more has nothing to do with the time: "more than 5 last month".
  const isCompared = named !== null && rest.compare !== null && rest.number === null;
  const shared = sharedPeriod(rest, left, { when: said, isNamed: named !== null }, index);
  if (shared !== null) return [shared];
  const when = isCompared && rest.compare !== null ? compared(said, rest.compare) : said;
  const negated = state.not !== (isCompared && rest.compare === 'ne');
  const test: Test = { kind: 'time', left, when, negated };
  const { number, subject } = rest;
  const compare = isCompared ? null : rest.compare;
  return [{ ...addTest(rest, test), compare, number, subject, event: null }];
}

/**
 * "what share of orders was cancelled last month": of the orders of last month those that were cancelled at all. null:
 * nothing is shared out, or it is not said by something that may not have happened yet.
 */
function sharedPeriod(
  state: State,
  left: ColumnMention,
  { when, isNamed }: { readonly when: When; readonly isNamed: boolean },
  index: SchemaIndex,
): State | null {
  const { share } = state.shape;
  const from = share?.verb ?? share?.noun ?? null;
  if (from === null || state.inside !== null || state.not || state.compare !== null) return null;
  const isLater = isNamed && left.alternatives.every(({ what }) => what.column.nullable);
  const part = state.form.tests.slice(from);
  if (!isLater && (part.length === 0 || isNamed)) return null;
  const said = isLater ? addTest(state, { kind: 'null', left, negated: true }) : state;
  const any = anyMoment(said, index);
  if (any === null) return null;
  const period: Test = { kind: 'time', left: any, when, negated: false, ofWhole: true };
  return { ...addTest(said, period), event: null };
}

/** "an order this year but none last year": the second time is one of other rows of the same kind. */
function otherTime(state: State, when: When): State | null {
  const last = state.form.tests.at(-1);
  if (!state.not || state.compare !== null || state.event !== null || last === undefined)
    return null;
  if (state.subject !== null || state.last !== 'cue') return null;
  if (last.kind === 'time' && !last.negated)
    return addTest(state, { ...last, when, negated: true });
  if (last.kind !== 'exists' || last.negated) return null;
  const times = last.tests.map((one) => (one.kind === 'time' ? { ...one, when } : one));
  if (!times.some((one) => one.kind === 'time')) return null;
  return addTest({ ...state, inside: null }, { ...last, tests: times, negated: true });
}

function saysNone({ not, inside, form }: State): boolean {
  const holder = inside === null ? undefined : form.tests[inside];
  return not || (holder?.kind === 'exists' && holder.negated);
}

function compared({ start, end }: When, op: Operator): When {
  switch (op) {
    case 'eq':
    case 'ne':
      return { start, end };
    case 'lt':
      return { start: null, end: start ?? end };
    case 'le':
      return { start: null, end: end ?? start };
    case 'gt':
      return { start: end ?? start, end: null };
    case 'ge':
      return { start: start ?? end, end: null };
  }
}

/** Reads a verb that says which moment counts. */
export function takeEvent(state: State, of: ColumnMention): readonly State[] {
  return [{ ...state, event: of }];
}
