import type { TimeUnit } from '@ai-etl/core';
import { gainOf, type Item } from '../items/item.ts';
import type { ColumnMention, Measure, Show } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { periodOf, periodSaid } from './period-columns.ts';

/** "per month", "a night", where some column is of one. */
export function periodItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (at === 0) return [];
  return [1, 2].flatMap((length): Item[] => {
    const said = words.slice(at, at + length).map(({ lower }) => lower);
    const unit = said.length < length ? null : periodSaid(said);
    if (unit === null || !hasPeriod(unit, index)) return [];
    const gain = gainOf(length, weights.parse.value) + weights.parse.ownPeriod;
    return [{ kind: 'period', unit, start: at, end: at + length, gain }];
  });
}

function hasPeriod(unit: TimeUnit, { schema }: SchemaIndex): boolean {
  return schema.tables.some((table) =>
    table.columns.some((column) => periodOf({ table, column }) === unit),
  );
}

/** Reads "per month" of a number named before that is of a month anyway: no groups are meant. Empty where none is. */
export function takePeriod(state: State, unit: TimeUnit): readonly State[] {
  const { form, subject } = state;
  if (subject !== null) {
    const kept = narrowed(subject, unit);
    return kept === null ? [] : [{ ...state, subject: kept }];
  }
  const test = form.tests.at(-1);
  if (test?.kind === 'compare' || test?.kind === 'between') {
    const left = narrowed(test.left, unit);
    if (left !== null)
      return [withForm(state, { tests: [...form.tests.slice(0, -1), { ...test, left }] })];
  }
  const order = form.order.at(-1);
  const by = order === undefined ? null : narrowed(order.by, unit);
  if (order !== undefined && by !== null)
    return [withForm(state, { order: [...form.order.slice(0, -1), { ...order, by }] })];
  const shown = form.shows.at(-1);
  const kept = shown === undefined || shown.kind === 'table' ? null : narrowed(shown, unit);
  return kept === null ? [] : [withForm(state, { shows: [...form.shows.slice(0, -1), kept] })];
}

/** Of what a mention may mean the columns that are of such a period; null where none of them is. */
function narrowed<T extends ColumnMention | Measure>(part: T, unit: TimeUnit): T | null {
  const of: Show | null = part.kind === 'measure' ? part.of : part;
  if (of?.kind !== 'column') return null;
  const alternatives = of.alternatives.filter(({ what }) => periodOf(what) === unit);
  if (alternatives.length === 0) return null;
  const kept: ColumnMention = { ...of, alternatives };
  return part.kind === 'measure' ? { ...part, of: kept } : { ...part, alternatives };
}
