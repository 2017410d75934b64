import type {
  AggregateName,
  ColumnMention,
  Form,
  HeldChoice,
  Measure,
  Operator,
  TableMention,
  Test,
} from './form.ts';
import { emptyForm } from './form.ts';
import { allRows } from './shapes/none-of.ts';
import { weights } from './weights.ts';
import { nothingPending, type Pending } from './shapes/pending.ts';

/** A reading that is under way: what was understood, and what still waits for its other half. */
export interface State {
  readonly at: number;
  readonly score: number;
  /** Words of content that were passed over, by their places. */
  readonly unread: readonly number[];
  readonly form: Form;
  /** What the next name is for. */
  readonly mode: 'show' | 'where' | 'group' | 'order';
  /** "average": waits for its column. */
  readonly aggregate: {
    readonly fn: AggregateName;
    readonly distinct: boolean;
    readonly also: readonly AggregateName[];
    /** "average number of": over the count that follows. */
    readonly outer?: AggregateName;
    /** "percentage of": a share of what follows. */
    readonly share?: boolean;
    /** "how much": of what is no number of rows. */
    readonly isMuch?: true;
    readonly isTotal?: true;
    /** "twice the average": so many times as much. */
    readonly times?: number;
    /** "longest and shortest": what they measure, where no column follows. */
    readonly measured?: ColumnMention;
  } | null;
  /** "highest": waits for its column. */
  readonly superlative: Superlative | null;
  /** "more than": waits for a value. */
  readonly compare: Operator | null;
  /** A number that waits for what it counts. */
  readonly number: number | { readonly low: number; readonly high: number } | null;
  readonly like: 'start' | 'end' | 'inside' | null;
  readonly not: boolean;
  readonly or: boolean;
  readonly and: boolean;
  readonly distinct: boolean;
  readonly both: boolean;
  /** "only": what follows holds for all rows, where there are several. */
  readonly only: boolean;
  /** What the next comparison is about. */
  readonly subject: ColumnMention | Measure | null;
  readonly direction: 'asc' | 'desc' | null;
  /** "have": the next table is one that rows have. */
  readonly has: boolean;
  readonly preposition: boolean;
  /** The table named last. */
  readonly near: TableMention | null;
  /** What the last word read was. */
  readonly last: 'table' | 'column' | 'value' | 'number' | 'series' | 'cue' | 'start';
  /** Conditions go into this one of the form's tests. */
  readonly inside: number | null;
  readonly top: boolean;
  readonly shape: Pending;
  /** "signed up": the moment that a time near it is of. */
  readonly event: ColumnMention | null;
}

/** What a superlative ranks by, as far as its word says. */
export interface Superlative {
  readonly direction: 'asc' | 'desc';
  readonly count: boolean;
  /** "best": no word says by what. */
  readonly isVague?: boolean;
  /** "busiest": by what happens there. */
  readonly isBusy?: boolean;
  /** "most popular": by the rows that lead there. */
  readonly isPopular?: boolean;
  /** "largest number of": of a number that says how many, where one follows. */
  readonly isNumber?: boolean;
  /** The adjective is of times: earliest, latest. */
  readonly isOfTime?: boolean;
  /** "deepest": by a column that measures it, and never by how many rows there are. */
  readonly isAdjective?: boolean;
  /** "most": of what each row has in all, where it has several. */
  readonly isMany?: boolean;
  /** "largest": seldom by how many rows there are. */
  readonly isLoose?: boolean;
}

export const firstState: State = {
  at: 0,
  score: 0,
  unread: [],
  form: emptyForm,
  mode: 'show',
  aggregate: null,
  superlative: null,
  compare: null,
  number: null,
  like: null,
  not: false,
  or: false,
  and: false,
  distinct: false,
  both: false,
  only: false,
  subject: null,
  direction: null,
  has: false,
  preposition: false,
  near: null,
  last: 'start',
  inside: null,
  top: false,
  shape: nothingPending,
  event: null,
};

export function withForm(state: State, change: Partial<Form>, rest: Partial<State> = {}): State {
  return { ...state, ...rest, form: { ...state.form, ...change } };
}

/** Adds a condition where conditions go now; "or" joins it to the one before. */
export function addTest(state: State, said: Test): State {
  const { tests } = state.form;
  const test = state.only && !state.not ? allRows(said) : said;
  const cleared = {
    score: state.score - lostCost(state, test),
    not: false,
    or: false,
    and: false,
    only: test.kind === 'exists' && state.only,
    compare: null,
    number: null,
    like: null,
    subject: null,
  };
  const list = state.inside === null ? tests : insideTests(tests, state.inside);
  const joined = joinTest(list, test, state);
  if (state.inside === null) return withForm(state, { tests: joined }, cleared);
  const holder = tests[state.inside];
  if (holder?.kind !== 'exists') return withForm(state, { tests: [...tests, test] }, cleared);
  const changed = tests.map((one, at) =>
    at === state.inside ? { ...holder, tests: joined } : one,
  );
  return withForm(state, { tests: changed }, cleared);
}

/** "after 2000 and by Ann": a number that was to be compared with is not told by another test. */
function lostCost({ compare, number }: State, { kind }: Test): number {
  const isOther = kind !== 'compare' && kind !== 'between' && kind !== 'time';
  const { waiting } = weights;
  // "at least one B" says that there is a B.
  const isSaid = compare === 'ge' && number === 1;
  return isOther && compare !== null && number !== null && !isSaid
    ? waiting.compare + waiting.number
    : 0;
}

function insideTests(tests: readonly Test[], at: number): readonly Test[] {
  const holder = tests[at];
  return holder?.kind === 'exists' ? holder.tests : [];
}

function joinTest(list: readonly Test[], test: Test, state: State): readonly Test[] {
  const before = list.at(-1);
  if (before === undefined) return [...list, test];
  if (before.kind === 'only' && (state.or || state.and)) {
    const [joined, ...more] = joinTest(before.tests, test, state);
    if (joined !== undefined && more.length === 0)
      return [...list.slice(0, -1), { kind: 'only', tests: [joined] }];
  }
  const isSame =
    test.kind === 'held' &&
    before.kind === 'held' &&
    test.negated === before.negated &&
    sharesField(before.values, test.values);
  if (isSame && (state.or || state.and) && !state.both) {
    return [
      ...list.slice(0, -1),
      {
        ...before,
        left: commonMention(before.left, test.left),
        values: [...before.values, ...test.values],
        ...(state.and && !state.or ? { isListed: true } : {}),
      },
    ];
  }
  // "full-time and part-time staff", "orders of Acme and Globex": no row is both.
  const named = before.kind === 'any' ? before.tests : [before];
  const isOther = (one: Test): boolean => areContrary(one, test) || areTwoNames(one, test);
  if (state.and && !state.or && !state.both && named.every(isOther)) {
    return [...list.slice(0, -1), { kind: 'any', tests: [...named, test] }];
  }
  if (state.both && before.kind !== 'apart' && isAlike(before, test))
    return [...list.slice(0, -1), { kind: 'apart', tests: [before, test] }];
  if (!state.or) return [...list, test];
  const any = before.kind === 'any' ? before.tests : [before];
  return [...list.slice(0, -1), { kind: 'any', tests: [...any, test] }];
}

/** Whether two tests are that one flag is set, and that it is not. */
function areContrary(a: Test, b: Test): boolean {
  if (a.kind !== 'flag' || b.kind !== 'flag' || a.value === b.value) return false;
  return a.left.alternatives[0]?.what === b.left.alternatives[0]?.what;
}

/** Whether two tests are that one column is this text, and that it is that one; the second was never seen in the data. */
function areTwoNames(a: Test, b: Test): boolean {
  const said = a.kind === 'held' && !a.negated ? a.left : unseenName(a);
  const column = unseenName(b)?.alternatives[0]?.what.column;
  return column !== undefined && said?.alternatives[0]?.what.column === column;
}

/** The column of which a text is that nobody has seen, where no word says of which. */
function unseenName(test: Test): ColumnMention | null {
  if (test.kind !== 'compare' || test.op !== 'eq' || test.right.kind !== 'text') return null;
  return test.left.kind === 'column' && test.left.words === '' ? test.left : null;
}

function isAlike(a: Test, b: Test): boolean {
  if ((a.kind !== 'held' && a.kind !== 'compare') || a.kind !== b.kind) return false;
  if (a.left.kind !== 'column' || b.left.kind !== 'column') return false;
  const fields = new Set(a.left.alternatives.map(({ what }) => what));
  return b.left.alternatives.some(({ what }) => fields.has(what));
}

function sharesField(a: readonly HeldChoice[], b: readonly HeldChoice[]): boolean {
  const fields = new Set(a.flatMap((one) => one.byField.map(({ field }) => field)));
  return b.some((one) => one.byField.some(({ field }) => fields.has(field)));
}

function commonMention(a: ColumnMention, b: ColumnMention): ColumnMention {
  const alternatives = a.alternatives.filter((one) =>
    b.alternatives.some((other) => other.what === one.what),
  );
  return alternatives.length === 0 ? a : { ...a, alternatives };
}
