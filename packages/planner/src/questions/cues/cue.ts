import type { TimeUnit } from '@ai-etl/core';
import type {
  AggregateName,
  ArithmeticOperator,
  ColumnMention,
  Operator,
  TableMention,
} from '../form.ts';

/** What a word of grammar does. */
export type Cue =
  | { readonly kind: 'show' }
  /** Of a column that follows, or, with `of`, of one with such a name. */
  | {
      readonly kind: 'aggregate';
      readonly fn: AggregateName;
      readonly of?: readonly Attribute[];
      /** "overall average": of all rows, whatever groups are compared with it. */
      readonly overall?: true;
      /** "twice the average": so many times as much. */
      readonly times?: number;
      /** "how much": of what is no number of rows. */
      readonly isMuch?: true;
      /** "total number of": where a column holds numbers, their sum. */
      readonly isTotal?: true;
    }
  /** Best or worst by a column that follows, or, with `of`, by one with such a name. */
  | {
      readonly kind: 'superlative';
      readonly direction: 'asc' | 'desc';
      readonly of?: readonly Attribute[];
      readonly count?: boolean;
      /** By the total of the column: "best-selling". */
      readonly total?: boolean;
      /** "best": no word says by what. */
      readonly isVague?: true;
      /** "busiest": by what happens there. */
      readonly isBusy?: true;
      /** "most popular": of one table, by how many rows lead to each of its rows. */
      readonly isPopular?: true;
      /** "most", "fewest": of what each row has in all, where it has several. */
      readonly isMany?: true;
      /** "highest", "largest": of what the word measures, or of a number that follows; seldom of how many rows there are. */
      readonly isLoose?: true;
      /** "largest number of", "fewest": of what is counted, or of a number that says how many there are. */
      readonly isNumber?: true;
    }
  | {
      readonly kind: 'compare';
      readonly op: Operator;
      readonly of?: readonly Attribute[];
      /** "above": of what the rows named just before have, and of nothing else. */
      readonly isOwn?: true;
    }
  /** `never`: at no time. */
  | { readonly kind: 'not'; readonly never?: boolean }
  | { readonly kind: 'and' }
  /** "with their …": more to show. */
  | {
      readonly kind: 'also';
      /** "with", a colon: columns may follow, and rows mean something else. */
      readonly columns?: true;
    }
  /** "including hotels without any": groups of nothing are shown too. */
  | { readonly kind: 'keepsEmpty' }
  | { readonly kind: 'or' }
  | { readonly kind: 'each' }
  | { readonly kind: 'by' }
  | {
      readonly kind: 'sort';
      /** Only as the first word: "order all shops by size". */
      readonly atStart?: true;
    }
  /** Of a column that is shown or follows, or, with `of`, of one with such a name. */
  | {
      readonly kind: 'direction';
      readonly direction: 'asc' | 'desc';
      /** "from old to young": of what is shown or sorted by already, where it fits. */
      readonly isFromTo?: true;
      /** "latest first": of what is sorted by, or the next thing to sort by where it says nothing of that. */
      readonly isFirst?: true;
      /** "in the order in which they were": the verb that follows says which moment. */
      readonly isWhen?: true;
      /** "from highest to lowest": any number that is shown may be meant. */
      readonly isLoose?: true;
      readonly of?: readonly Attribute[];
    }
  | { readonly kind: 'alphabetical' }
  /** "by name" of rows: it says what is shown of them, and may be their order. */
  | { readonly kind: 'byName'; readonly of: ColumnMention; readonly isListed: boolean }
  /** Begins a condition on what was named before. */
  | { readonly kind: 'relative' }
  /** `owns`: "'s". */
  | { readonly kind: 'of'; readonly owns?: true }
  | { readonly kind: 'distinct' }
  /** "without repeats": all that is shown, and what is counted. */
  | { readonly kind: 'once' }
  | { readonly kind: 'both' }
  | { readonly kind: 'butNot' }
  /** "only", "always": of all rows that something has. */
  | { readonly kind: 'only' }
  | { readonly kind: 'like'; readonly where: 'start' | 'end' | 'inside' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'between' }
  | { readonly kind: 'top' }
  | { readonly kind: 'than' }
  | { readonly kind: 'common' }
  /** "and the lowest one" behind "the highest fee". */
  | { readonly kind: 'otherExtreme'; readonly fn: AggregateName }
  /** "second": with a superlative that follows. */
  | { readonly kind: 'ordinal'; readonly place: number }
  /** "cumulative", "change in", "versus the month before". */
  | {
      readonly kind: 'overTime';
      readonly what: 'running' | 'change' | 'growth';
      /** "running total of": what follows is added up. */
      readonly isTotal?: true;
      readonly unit?: TimeUnit;
    }
  /** "same period of last year": the time before, moved back. */
  | { readonly kind: 'sameBefore'; readonly unit: TimeUnit }
  /** "against the previous one": the time before, moved back by its own unit. */
  | { readonly kind: 'unitBefore' }
  /** Between two times: "this month versus last month". */
  | { readonly kind: 'versus' }
  /** "more than half of their": so large a part of what follows is something. */
  | { readonly kind: 'portion'; readonly op: Operator; readonly percent: number }
  /** "compare": values that follow are told apart. */
  | { readonly kind: 'sides' }
  /** "who", at the start: people. */
  | { readonly kind: 'who' }
  /** "bought nothing": of the rows just named there are none. */
  | { readonly kind: 'nothing' }
  /** "all" within a condition. */
  | { readonly kind: 'every' }
  /** "whose latest": of the last row that something has. */
  | { readonly kind: 'ends'; readonly which: 'first' | 'last' }
  /** "than their first": the row at the other end. */
  | { readonly kind: 'otherEnd' }
  /** "another doctor": of two rows that differ. */
  | { readonly kind: 'another' }
  /** "rank": all rows, with their places. */
  | { readonly kind: 'ranking' }
  /** "of their": the group of an aggregate that was compared with. */
  | { readonly kind: 'own' }
  /** "earn": a verb for a column. */
  | { readonly kind: 'does'; readonly of: readonly Attribute[] }
  /** "percentage of": of the rows that follow. */
  | { readonly kind: 'share' }
  /** "no-show rate": of the rows that are as was just said. */
  | { readonly kind: 'rate' }
  /** "ratio of A to B", "difference between A and B": two of the same kind follow. */
  | { readonly kind: 'pair'; readonly op: ArithmeticOperator }
  /** Stands between the two of a pair. */
  | { readonly kind: 'pairTo' }
  /** "times": between two columns. */
  | { readonly kind: 'arithmetic'; readonly op: ArithmeticOperator }
  /** "counting seats times fee": what the measure before means. */
  | { readonly kind: 'meaning' }
  /** "stand for": what a code means. */
  | { readonly kind: 'standsFor' }
  /** "came from": each group's part of the whole. */
  | { readonly kind: 'cameFrom' }
  /** "biggest first", "starting with the cheapest": all rows, in the order of a superlative. */
  | {
      readonly kind: 'foremost';
      /** "from busiest to quietest" */
      readonly of?: Extract<Cue, { kind: 'superlative' }>;
      /** "from most visited to least visited": by how many of these rows there are. */
      readonly counts?: { readonly table: TableMention; readonly direction: 'asc' | 'desc' };
    }
  /** "a single client": what is counted is counted for each. */
  | { readonly kind: 'single' }
  /** "all information about": every column. */
  | { readonly kind: 'everything' }
  /** "on which distinct days": of what is named behind, each once. */
  | { readonly kind: 'days'; readonly of: ColumnMention; readonly isCounted: boolean }
  /** "when", "where": the answer is in a column of such a name. */
  /** `degree`: "how large", of a number. */
  | { readonly kind: 'asked'; readonly of: readonly Attribute[]; readonly degree?: true };

/** A column by words of its name, with the direction in which it grows. */
export interface Attribute {
  readonly words: string;
  /** Other words that are meant as well as these. */
  readonly also?: readonly string[];
  /** A birth date goes against age. */
  readonly against?: boolean;
  /** A moment at which rows came to be, however it is called. */
  readonly isEvent?: boolean;
  /** A year or moment with which rows began, by what was done then: `first_held`. */
  readonly isBeginning?: boolean;
  /** A verb: the moments at which it was done. */
  readonly isVerb?: boolean;
  /** A number, and no moment: the time that a runner took. */
  readonly isSpan?: boolean;
}

/** Words of grammar, and what they do. */
export type CueWords = readonly [string, Cue];

/** One cue said in several ways. */
export function each(cue: Cue, ...words: readonly string[]): readonly CueWords[] {
  return words.map((word) => [word, cue] as const);
}
