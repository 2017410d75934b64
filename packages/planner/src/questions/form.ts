import type { CatalogTable, Expression, TimeUnit } from '@ai-etl/core';
import type { Unit } from './units/units.ts';
import type { Field, Named } from './schema-index.ts';
import type { OverTime } from './shapes/over-time.ts';
import type { Derived } from './times/derived.ts';
import type { When } from './times/when.ts';

/** What a question asks before its words are tied to single columns. Plain data. */
export interface Form {
  /** What the rows are about, as first named. */
  readonly entity: TableMention | null;
  readonly shows: readonly Show[];
  readonly tests: readonly Test[];
  readonly groups: readonly Group[];
  readonly order: readonly Order[];
  readonly limit: number | null;
  /** Rows of the order that are passed over: 1 for the second highest. */
  readonly offset: number;
  readonly frame: Frame | null;
  /** The time from each row to the next one. */
  readonly gap: Gap | null;
  /** What is made of the measures over the points of a series. */
  readonly overTime: OverTime | null;
  /** "in euros", "in thousands": how numbers that are shown are told. */
  readonly told: { readonly unit: Unit | null; readonly scale: number } | null;
  /** Groups without rows are shown too. */
  readonly keepsEmpty: boolean;
  /** Rows are shown with their places in the order. */
  readonly ranks: boolean;
  readonly distinct: boolean;
  /** Every column of what it is about. */
  readonly all: boolean;
}

/** A query around the one that the rest of the form says. */
export interface Frame {
  /** The greatest, least, average or total of a measure of groups: "average number of orders per customer". */
  readonly kind: 'nested';
  readonly fn: AggregateName;
  /** What the measure is taken for, beside the groups of the form. */
  readonly inner: readonly Group[];
}

/** "days between two visits of the same patient". */
export interface Gap {
  readonly fn: AggregateName;
  readonly unit: TimeUnit;
  readonly moment: ColumnMention;
  /** Whose rows follow one another; null: all rows. */
  readonly of: Group | null;
}

/** Words that name a column, with all columns they may name. */
export interface ColumnMention {
  readonly kind: 'column';
  readonly alternatives: readonly Named<Field>[];
  readonly words: string;
  readonly at: number;
  /** Tables said beside: "name of students", "student name". */
  readonly beside: readonly TableMention[];
  /** Words just before, which may say in which role: "from", "managed by". */
  readonly hints?: readonly string[];
  /** Of the rows below those that are asked for: "who does Ann report to?". */
  readonly isBelow?: true;
  /** What is done to it, in order: "seats times fee". */
  readonly reckoned?: readonly Arithmetic[];
  /** No word names it but an adjective that measures: "oldest". */
  readonly isMeasured?: true;
  /** Columns among the alternatives that go against the adjective that means them: a birth date against "oldest". */
  readonly against?: readonly Field[];
  /** No word names it: the moment of whatever happened is meant. */
  readonly implies?: 'moment';
  /** What is made of the moment that it names. */
  readonly derived?: Derived;
  /** Of rows that have several, the total is meant: "spent"; it is what is asked for: "what did we spend". */
  readonly total?: 'said' | 'asked';
  /** "order value": the total for each row of this table, which the rows that have the column make up. */
  readonly ofRows?: TableMention;
}

/** A step of arithmetic; operands are taken from left to right. */
export interface Arithmetic {
  readonly op: ArithmeticOperator;
  readonly right: ColumnMention;
}

export type ArithmeticOperator = 'add' | 'subtract' | 'multiply' | 'divide';

/** Words that name a table. */
export interface TableMention {
  readonly kind: 'table';
  readonly alternatives: readonly Named<CatalogTable>[];
  readonly words: string;
  readonly at: number;
  /** "reports to": the table whose rows are below those. */
  readonly below?: CatalogTable;
  /** "depot of the driver": the rows whose it is, through which it is reached. */
  readonly of?: TableMention;
  /** "mentor": rows of this table that others of it belong to. */
  readonly ofSelf?: CatalogTable;
  /** "Who heads": rows of this table, which do that to what is named next. */
  readonly verbOf?: CatalogTable;
}

export type AggregateName = 'count' | 'sum' | 'avg' | 'median' | 'min' | 'max';

export interface Measure {
  readonly kind: 'measure';
  readonly fn: AggregateName;
  readonly distinct: boolean;
  /** null: the rows there are. */
  readonly of: ColumnMention | TableMention | null;
  /** Only of rows that pass these, where others are looked at too. */
  readonly where?: readonly Test[];
  /**
   * A percentage: of the rows that pass `where` in all rows; without `where`, of a group in all groups.
   */
  readonly share?: boolean;
  /** Another measure that this one is divided by, or that is taken off. */
  readonly reckoned?: { readonly op: ArithmeticOperator; readonly right: Measure };
}

export type Show = ColumnMention | TableMention | Measure;

export type Group = ColumnMention | TableMention;

export interface Order {
  readonly by: ColumnMention | Measure;
  readonly direction: 'asc' | 'desc';
  /** "best paid": rows are asked for, and not what they are best by. */
  readonly ofRows?: boolean;
  /** "top clients by amount": the total of the column where a row has several. */
  readonly total?: boolean;
}

export type Operator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type Operand =
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly text: string;
      /** Said with it; the column may be in another. */
      readonly unit?: Unit;
      /** "200 m": the number before the letter, of a column of lengths. */
      readonly metres?: number;
    }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'today' }
  | { readonly kind: 'column'; readonly of: ColumnMention }
  /** The average, least or greatest of the column that is compared. */
  | {
      readonly kind: 'aggregate';
      readonly fn: 'avg' | 'median' | 'min' | 'max';
      readonly of: ColumnMention | null;
      /** Over all rows, and not over what groups come to: "the overall average". */
      readonly overall?: true;
      /** Over the rows of one of these only: "the average of their category". */
      readonly per?: Group;
      /** "twice the average": so many times as much. */
      readonly times?: number;
    };

export type Test =
  | {
      readonly kind: 'compare';
      readonly left: ColumnMention | Measure;
      readonly op: Operator;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly left: ColumnMention | Measure;
      readonly low: number;
      readonly high: number;
    }
  | {
      readonly kind: 'like';
      readonly left: ColumnMention;
      readonly pattern: string;
      readonly negated: boolean;
    }
  | { readonly kind: 'null'; readonly left: ColumnMention; readonly negated: boolean }
  /** A value that the data hold: the column is one of those that hold it. */
  | {
      readonly kind: 'held';
      readonly left: ColumnMention;
      readonly values: readonly HeldChoice[];
      readonly negated: boolean;
      /** The values were said with "and". */
      readonly isListed?: true;
    }
  /** A condition that the project has words for. */
  | {
      readonly kind: 'own';
      readonly left: ColumnMention;
      /** Over bare columns of its table. */
      readonly condition: Expression;
      readonly negated: boolean;
    }
  /** A flag: "which companies are blocked". */
  | { readonly kind: 'flag'; readonly left: ColumnMention; readonly value: boolean }
  /** Rows that have, or have not, rows of another table, themselves tested. */
  | {
      readonly kind: 'exists';
      readonly table: TableMention;
      readonly negated: boolean;
      readonly tests: readonly Test[];
      /** The tests are of the first or last of these rows. */
      readonly ends?: Ends;
      /** All rows of the table are to be had, the tests say which. */
      readonly every?: Every;
    }
  /** Rows of a stretch of time. */
  | {
      readonly kind: 'time';
      readonly left: ColumnMention;
      readonly when: When;
      readonly negated: boolean;
      /** Of a share it says what the whole is. */
      readonly ofWhole?: true;
    }
  | { readonly kind: 'any'; readonly tests: readonly Test[] }
  | { readonly kind: 'all'; readonly tests: readonly Test[]; readonly negated: boolean }
  /** Of several rows: all pass it, and at least one; of one row the test itself. */
  | { readonly kind: 'only'; readonly tests: readonly [Test] }
  | Apart;

/** "who bought from every category". */
export interface Every {
  /** Rows that lead to them: the purchases; null: the nearest. */
  readonly via: TableMention | null;
  /** Different values of a column are counted; null: rows of the table. */
  readonly of: ColumnMention | null;
  /** Tests of the rows that lead there. */
  readonly where: readonly Test[];
}

/** "whose latest order was smaller than their first": rows looked at from one end. */
export interface Ends {
  readonly which: 'first' | 'last';
  readonly moment: ColumnMention;
  /** Which rows count at all. */
  readonly filters: readonly Test[];
  /** How the row at this end differs from that at the other. */
  readonly compared: { readonly op: Operator; readonly of: Group } | null;
}

/** Two tests that need not hold for one row: "both football and tennis". */
export interface Apart {
  readonly kind: 'apart';
  readonly tests: readonly [Test, Test];
}

/** What one span of words may be in the columns that hold it, by column. */
export interface HeldChoice {
  readonly byField: readonly { readonly field: Field; readonly value: string }[];
}

export const emptyForm: Form = {
  entity: null,
  shows: [],
  tests: [],
  groups: [],
  order: [],
  limit: null,
  offset: 0,
  frame: null,
  gap: null,
  overTime: null,
  told: null,
  keepsEmpty: false,
  ranks: false,
  distinct: false,
  all: false,
};

/** Every measure that a form shows, sorts or tests by. */
export function measuresOf(form: Form): readonly Measure[] {
  const parts = [
    ...form.shows,
    ...form.order.map(({ by }) => by),
    ...form.tests.flatMap((test) =>
      test.kind === 'compare' || test.kind === 'between' ? [test.left] : [],
    ),
  ];
  return parts.filter((part): part is Measure => part.kind === 'measure');
}
