import { noneOfNumber } from './shapes/none-of-number.ts';
import type { ColumnMention, Measure, Operand, TableMention } from './form.ts';
import { showRankedBy } from './shapes/show-ranking.ts';
import { weights } from './weights.ts';
import { addTest, withForm, type State } from './state.ts';

export { negate } from './operators.ts';

/** The same state at a cost. */
export const penalty = (state: State, cost: number): State => ({
  ...state,
  score: state.score - cost,
});

/** A measure that nothing was asked of is something to show after all; a column only says what rows have. */
export function settleSubject(state: State): State {
  const { subject } = state;
  if (subject === null) return state;
  if (subject.kind === 'measure')
    return penalty(
      withForm(state, { shows: [...state.form.shows, subject] }, { subject: null }),
      0.5,
    );
  const none = state.not ? noneOfNumber(subject) : null;
  if (none !== null) return penalty(addTest(state, none), 0.1);
  // "without an e-mail", "who have no manager": the column is empty.
  if (state.not && subject.alternatives.some(({ what }) => what.column.nullable))
    return penalty(addTest(state, { kind: 'null', left: subject, negated: false }), 0.1);
  // Nothing is made of all its words.
  const more = subject.words.split(' ').length - 1;
  return penalty({ ...state, subject: null }, 0.6 + 0.4 * more);
}

/** How many rows of a table; null: of what is asked about. */
export function countOf(of: TableMention | null): Measure {
  return { kind: 'measure', fn: 'count', distinct: false, of };
}

/** A number as an operand. */
export function number(value: number): Operand {
  return { kind: 'number', value, text: String(value) };
}

/** The other direction. */
export function opposite(direction: 'asc' | 'desc'): 'asc' | 'desc' {
  return direction === 'asc' ? 'desc' : 'asc';
}

/** What it costs that the only thing to show became the subject of a value: nothing is asked for then. */
export function bareCost({ form, aggregate }: State): number {
  const { shows, entity, groups } = form;
  const isBare = shows.length === 0 && groups.length === 0 && entity === null;
  return isBare && aggregate === null ? weights.parse.bareSubject : 0;
}

/** Puts a measure where the words are: what is shown, tested, ranked or sorted by. */
export function placeMeasure(state: State, measure: Measure, cost: number): readonly State[] {
  const cheaper = penalty(state, cost);
  if (state.superlative !== null) {
    const { direction } = state.superlative;
    const order = [{ by: measure, direction }];
    return [withForm(cheaper, { order, limit: state.form.limit ?? 1 }, { superlative: null })];
  }
  switch (state.mode) {
    case 'order':
      return [
        withForm(
          cheaper,
          { order: [...state.form.order, { by: measure, direction: state.direction ?? 'asc' }] },
          { direction: null },
        ),
      ];
    case 'where':
      return [{ ...cheaper, subject: measure }];
    case 'group':
    case 'show': {
      const ranked = showRankedBy(cheaper, measure);
      if (ranked !== null) return [ranked];
      const listed = state.shape.by ? measureRows(cheaper, measure) : null;
      if (listed !== null) return [listed];
      return [withForm(cheaper, { shows: [...state.form.shows, measure] }, { mode: 'show' })];
    }
  }
}

/** The column said just before a value: "in the city Paris", "whose name is Smith". */
export function takeSubject(state: State): {
  readonly state: State;
  readonly subject: ColumnMention | Measure | null;
} {
  if (state.subject !== null) return { state, subject: state.subject };
  const last = state.form.shows.at(-1);
  if (state.last === 'column' && state.mode === 'show' && last?.kind === 'column') {
    // "ids and amounts of the claims of at least 5000": shown, and compared too.
    const isListed = state.form.shows.length > 1 && / of /u.test(last.words);
    if (isListed && state.compare !== null) return { state, subject: last };
    return { state: withForm(state, { shows: state.form.shows.slice(0, -1) }), subject: last };
  }
  return { state, subject: null };
}

/** "departments by number of staff": each row with its measure, the most first. */
function measureRows(state: State, measure: Measure): State | null {
  const { entity, shows, groups, order } = state.form;
  if (entity === null || groups.length > 0 || order.length > 0) return null;
  if (shows.some((show) => show.kind === 'measure')) return null;
  const shape = { ...state.shape, by: false };
  const shown = shows.length === 0 ? [entity, measure] : [...shows, measure];
  return withForm(
    state,
    { groups: [entity], shows: shown, order: [{ by: measure, direction: 'desc' }] },
    { shape },
  );
}
