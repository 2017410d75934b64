import type { AggregateName, ArithmeticOperator, ColumnMention, Test } from '../form.ts';
import type { Portion } from './take-portion.ts';
import type { LastingItem } from '../stretches/lasting-items.ts';

/** What words of structure wait for; part of a reading that is under way. */
export interface Pending {
  /** "second": waits for a superlative. */
  readonly ordinal: number | null;
  /** "a single": the next name is one of what a measure is taken for. */
  readonly single: boolean;
  /** "every" within a condition: waits for what is to be had whole. */
  readonly every: boolean;
  /** "never": the negation is of all times. */
  readonly never: boolean;
  /** "whose latest": of the rows that are named next; tests from `from` on are said of them. */
  readonly ends: {
    readonly which: 'first' | 'last';
    readonly moment: ColumnMention;
    readonly from: number;
    readonly isOther: boolean;
  } | null;
  /** All rows in the order of a superlative. */
  readonly foremost: boolean;
  /** "alphabetical list of": rows are ordered by what names them. */
  readonly alphabetical: boolean;
  /** "order all shops": "by" says by what. */
  readonly sorts: boolean;
  /** "by", with nothing measured so far: rows are ordered by what follows. */
  readonly by: boolean;
  /** "oldest … by": what the adjective meant, of which what follows says more. */
  readonly rankedBy: ColumnMention | null;
  /** "percentage of": where its conditions begin among the tests of the form. */
  readonly share: ShareMarks | null;
  /** "more than half of their": how large a part of what is named next has to be something. */
  readonly portion: Portion | null;
  /** "versus": tests before the second of two times. */
  readonly versus: number | null;
  /** "when": the moment of the verb that follows is what is shown first. */
  readonly asksWhen: boolean;
  /** "how large": the number that it asks for; `open` where the one that is named next is. */
  readonly degree: ColumnMention | 'open' | null;
  /** What was asked for in the sentence before: "the years" of a list may be it. */
  readonly askedBefore: readonly ColumnMention[];
  /** "along with": what is named next is shown beside the rest. */
  readonly also: boolean;
  /** "with": a column that is named next is shown beside the rest. */
  readonly alsoColumns: boolean;
  /** "in each city, which": the rows that are named next are asked for. */
  readonly asksRow: boolean;
  /** "… List the name and the count": shown before the sentence that lists what is shown. */
  readonly listed: number | null;
  /** "Which awards": the rows that are named first are asked for. */
  readonly asksRows: boolean;
  /** "3 times": the number says how often. */
  readonly times: boolean;
  /** "compare": values that are listed are told apart. */
  readonly sides: boolean;
  /** "stand for": the meaning of a code is asked for. */
  readonly standsFor: boolean;
  /** "of their": waits for the group. */
  readonly own: boolean;
  readonly pair: PairMarks | null;
  /** "times": waits for a column. */
  readonly arithmetic: ArithmeticOperator | null;
  /** "counting": the columns from this place of `shows` on say what the measure before means. */
  readonly meaning: number | null;
  /** "no open": the state at this place of the tests, before it was negated. */
  readonly noState: { readonly at: number; readonly test: Test } | null;
  /** "at least 3 cancelled": what the rows that are counted, and named next, are to pass. */
  readonly ofCounted: readonly Test[];
  /** "how long do": what is named next is asked for how long it lasts. */
  readonly lasting: {
    readonly item: LastingItem;
    readonly fn: AggregateName | null;
    /** What lasts was named. */
    readonly isDone: boolean;
  } | null;
}

/** Places among the tests of the form. */
export interface ShareMarks {
  readonly start: number;
  /** Tests before the rows were named; null: they are not named yet. */
  readonly noun: number | null;
  /** Tests before the verb that follows the rows. */
  readonly verb: number | null;
  /** "came from each": the parts are the groups. */
  readonly ofGroups: boolean;
}

/** What was there before the first of a pair, and before the second. */
export interface PairMarks {
  readonly op: ArithmeticOperator;
  readonly shows: number;
  readonly tests: number;
  readonly second: number | null;
}

export const nothingPending: Pending = {
  ordinal: null,
  single: false,
  every: false,
  never: false,
  ends: null,
  foremost: false,
  alphabetical: false,
  by: false,
  rankedBy: null,
  sorts: false,
  share: null,
  portion: null,
  own: false,
  standsFor: false,
  versus: null,
  asksWhen: false,
  askedBefore: [],
  degree: null,
  also: false,
  alsoColumns: false,
  asksRow: false,
  listed: null,
  asksRows: false,
  times: false,
  sides: false,
  pair: null,
  arithmetic: null,
  meaning: null,
  lasting: null,
  noState: null,
  ofCounted: [],
};
