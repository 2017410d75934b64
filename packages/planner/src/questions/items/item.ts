import type { TimeUnit } from '@ai-etl/core';
import type { Cue } from '../cues/cue.ts';
import type { AggregateName, ColumnMention, HeldChoice, Operator, TableMention } from '../form.ts';
import { type ConditionItem } from '../states/state-items.ts';
import { type TimeMeaning } from '../times/time-items.ts';
import { type KindItem } from '../kinds/kind-items.ts';
import { type WhoseItem } from '../roles/whose-items.ts';
import { type CapacityItem } from '../capacities/take-capacity.ts';
import { type GapItem } from '../gaps/read-gap.ts';
import { type QuantityItem } from '../units/quantity-items.ts';
import type { Field, Named } from '../schema-index.ts';
import { type LastingItem } from '../stretches/lasting-items.ts';
import { type ToldItem } from '../units/told-in.ts';
import { type AskedItem } from '../question-words/asked-item.ts';
import { type ListAgainItem } from '../question-words/list-again.ts';
import { type Word } from '../words.ts';

/** What the words [start, end) may be; `gain` is what a reading that takes it so earns. */
export type Item = {
  readonly start: number;
  readonly end: number;
  readonly gain: number;
} & Meaning;

export type Meaning =
  | { readonly kind: 'cue'; readonly cue: Cue }
  | TableItem
  /** "ordered", of people: rows that they have. */
  | { readonly kind: 'done'; readonly table: TableMention }
  | ColumnItem
  | ConditionItem
  | KindItem
  | WhoseItem
  | QuantityItem
  | ToldItem
  | GapItem
  | CapacityItem
  | LastingItem
  | AskedItem
  | ListAgainItem
  | TimeMeaning
  | {
      readonly kind: 'value';
      readonly column: ColumnMention;
      readonly choice: HeldChoice;
      /** "business clients": of the rows that are named right behind it. */
      readonly ofNext?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly quoted: boolean;
      /** Columns that the words beside it speak of. */
      readonly of?: readonly Named<Field>[];
      /** Words just before it: "assigned to". */
      readonly hints?: readonly string[];
    }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly text: string;
      /** "200 m": the number before the letter, of a column of lengths. */
      readonly metres?: number;
      readonly of?: string;
      readonly op?: Operator;
      readonly counts?: boolean;
      /** "3 times": how often. */
      readonly times?: boolean;
      /** "three most recent": of what is ranked. */
      readonly ranks?: boolean;
      /** "3 records": of rows, whatever they are. */
      readonly rows?: boolean;
    }
  | {
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      readonly of?: 'age';
      /** "2 to 4 piers": of rows that are named right behind it. */
      readonly counts?: boolean;
    }
  /** "per month", of a number that is of one. */
  | { readonly kind: 'period'; readonly unit: TimeUnit }
  /** "the count" of what was counted before. */
  | { readonly kind: 'again'; readonly fn: AggregateName }
  | {
      readonly kind: 'skip';
      readonly isContent: boolean;
      readonly isVerb: boolean;
      /** "on average": says nothing more only where an average is taken anyway. */
      readonly isAverage?: boolean;
    };

export interface TableItem {
  readonly kind: 'table';
  readonly table: TableMention;
}

export interface ColumnItem {
  readonly kind: 'column';
  readonly column: ColumnMention;
  /** "full name" of those that have two. */
  readonly also?: ColumnMention;
}

/** What a span of so many words earns: one name of several words says more than several names. */
export function gainOf(length: number, weight: number): number {
  return weight * (length + 0.15 * (length - 1));
}

/** The words of a span, lower case, with single blanks. */
export function spanOf(words: readonly Word[], at: number, length: number): string {
  return words
    .slice(at, at + length)
    .map((word) => word.lower)
    .join(' ');
}
