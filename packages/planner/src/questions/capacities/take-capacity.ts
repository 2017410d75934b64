import { parseTimeUnit } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import { timeToken } from '../cues/times.ts';
import type { ColumnMention, Measure } from '../form.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import { placeMeasure } from '../moves.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { takeColumn } from '../take-column.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { capacities } from './capacity-columns.ts';
import { capacityPhraseAt, closesCapacity, isHeldNoun } from './capacity-phrases.ts';

/** "how many people can it hold", "can seat": the column that says so, instead of rows that are counted. */
export interface CapacityItem {
  readonly kind: 'capacity';
  readonly column: ColumnMention;
  readonly isAsked: boolean;
  readonly isTotal: boolean;
  readonly isLeast: boolean;
  readonly direction: 'asc' | 'desc' | null;
}

/** What a question says of capacities at a place. */
export function capacityItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const phrase = capacityPhraseAt(words, at);
  if (phrase === null) return [...nounItems(words, at, index), ...closing(words, at, index)];
  const { length, said, verb, ...rest } = phrase;
  const alternatives = capacities(said, verb, index);
  if (alternatives.length === 0) return [];
  if (rest.isAsked && isOtherNumber(words.slice(at, at + length), said, alternatives, index))
    return [];
  const column: ColumnMention = {
    kind: 'column',
    alternatives,
    words: spanOf(words, at, length),
    at,
    beside: [],
  };
  const gain = gainOf(length, weights.parse.column) + weights.parse.capacity;
  return [{ kind: 'capacity', column, ...rest, start: at, end: at + length, gain }];
}

/** "its capacity", "seating capacity", where no column is called so: any that says how many there may be. */
function nounItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const [first, second] = words.slice(at, at + 2).map(({ lemma }) => lemma);
  const length = first === 'capacity' ? 1 : first === 'seating' && second === 'capacity' ? 2 : 0;
  const [called] = length === 0 ? [] : index.fieldsNamed(['capacity']);
  if (length === 0 || (called?.score ?? 0) >= weights.link.sure) return [];
  const alternatives = capacities('', '', index);
  if (alternatives.length === 0) return [];
  const said = spanOf(words, at, length);
  const column: ColumnMention = { kind: 'column', alternatives, words: said, at, beside: [] };
  const gain = gainOf(length, weights.parse.column);
  return [{ kind: 'column', column, start: at, end: at + length, gain }];
}

/** "how many hours does a trip take": a time, or what a column called so says, and nothing that is held. */
function isOtherNumber(
  phrase: readonly Word[],
  said: string,
  held: readonly Named<Field>[],
  index: SchemaIndex,
): boolean {
  if (phrase.some(({ lower }) => /^(?:can|could|may|might)$/u.test(lower))) return false;
  if (parseTimeUnit(timeToken(said)) !== undefined) return true;
  const [named] = index.fieldsNamed([said]);
  if (named === undefined || named.score < 0.9) return false;
  if (held.some(({ what }) => what.column === named.what.column)) return false;
  return isMeasure(named.what.column, named.what.table);
}

/** The end of a phrase, and what it is of, say nothing more. */
function closing(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  if (!closesCapacity(words, at) && !isHeldNoun(words, at)) return [];
  if (capacities('', '', index).length === 0) return [];
  const gain = gainOf(1, weights.parse.column);
  return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end: at + 1, gain }];
}

/** Reads it: what is asked for is shown, anything else is compared with the number that follows. */
export function takeCapacity(
  state: State,
  { column, isAsked, isTotal, isLeast, direction }: CapacityItem,
): readonly State[] {
  const average = isAsked && !isTotal ? averageOf(state, column) : null;
  if (average !== null) return average;
  if (state.aggregate !== null || state.superlative !== null || state.compare !== null) return [];
  if (!isAsked) {
    const own = ofNear(state, column);
    if (own === null || state.subject !== null) return [];
    if (direction !== null) {
      const order = [{ by: own, direction, ofRows: true }];
      return [withForm(state, { order, limit: state.form.limit ?? 1 }, { has: false })];
    }
    const compare = isLeast ? 'ge' : null;
    return [{ ...state, mode: 'where', subject: own, compare, has: false }];
  }
  const { shows, entity, groups } = state.form;
  // "the halls and how many people they can hold": the halls, too.
  const isBeside = state.and && shows.length === 0 && groups.length === 0 && entity !== null;
  const listed = isBeside ? withForm(state, { shows: [entity] }) : state;
  const asked: State = { ...listed, mode: 'show', inside: null, has: false };
  if (!isTotal || isBeside) return takeColumn(asked, column);
  const total: Measure = { kind: 'measure', fn: 'sum', distinct: false, of: column };
  return placeMeasure(asked, total, 0);
}

/** "on average, how many people can a hall hold": null where no average waits. */
function averageOf(state: State, of: ColumnMention): readonly State[] | null {
  const { aggregate, superlative, compare } = state;
  const isAverage = aggregate?.fn === 'avg' || aggregate?.fn === 'median';
  if (!isAverage || aggregate.also.length > 0 || superlative !== null || compare !== null)
    return null;
  const measure: Measure = { kind: 'measure', fn: aggregate.fn, distinct: false, of };
  return placeMeasure({ ...state, aggregate: null, has: false }, measure, 0);
}

/** Those of the rows named before; null where they can hold nothing. */
function ofNear({ near, form }: State, column: ColumnMention): ColumnMention | null {
  const rows = near ?? form.entity;
  if (rows === null) return null;
  const tables = rows.alternatives.map(({ what }) => what);
  const alternatives = column.alternatives.filter(({ what }) => tables.includes(what.table));
  return alternatives.length === 0 ? null : { ...column, alternatives, beside: [rows] };
}
