import type { ColumnMention, Operator, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { addTest, type State } from '../state.ts';
import { anyMoment, namedMoment } from './moment-mention.ts';
import type { When } from './when.ts';

/** Reads a time: a condition on the moment that was named, else on that of the event. */
export function takeWhen(state: State, said: When, index: SchemaIndex): readonly State[] {
  const named = namedMoment(state, index);
  const left = named?.moment ?? anyMoment(state, index);
  if (left === null) return [];
  const rest = named?.state ?? state;
  // "delivered later than 5 March"; what waits for more has nothing to do with the time: "more than 5 last month".
  const isCompared = named !== null && rest.compare !== null && rest.number === null;
  const when = isCompared && rest.compare !== null ? compared(said, rest.compare) : said;
  const negated = state.not !== (isCompared && rest.compare === 'ne');
  const test: Test = { kind: 'time', left, when, negated };
  const { number, subject } = rest;
  const compare = isCompared ? null : rest.compare;
  return [{ ...addTest(rest, test), compare, number, subject, event: null }];
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
