import type { AggregateName, ColumnMention, Measure, TableMention, Test } from '../form.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';
import { penalty } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import { momentsAmong } from '../times/moment-mention.ts';
import { isElapsed } from '../times/derived.ts';
import { begins } from '../times/begins.ts';
import type { LastingItem } from './lasting-items.ts';
import { lateStretches } from './late-stretches.ts';
import { allStretches, stretchesOf, stretchMention } from './stretch-mention.ts';
import { waitOf, type Stretch } from './stretch-of.ts';

/** Reads "how long do", "average length of": waits for what lasts. */
export function takeLasting(state: State, item: LastingItem): readonly State[] {
  if (state.shape.lasting !== null || state.form.groups.length > 0) return [];
  const said = state.aggregate;
  if (said !== null && (said.fn === 'count' || said.share === true || said.outer !== undefined))
    return [];
  if (said === null && state.mode !== 'show') return [];
  const fn: AggregateName | null = said?.fn ?? (item.isAverage ? 'avg' : null);
  return [
    { ...state, aggregate: null, shape: { ...state.shape, lasting: { item, fn, isDone: false } } },
  ];
}

/** A table whose rows last; empty where nothing asks how long, null where its rows have no length. */
export function lastingRows(
  state: State,
  table: TableMention,
  index: SchemaIndex,
): readonly State[] | null {
  const { lasting } = state.shape;
  if (lasting === null || lasting.isDone) return null;
  const named = (state.form.entity === null ? [] : [state.form.entity]).concat(table);
  const of = stretchesFor(lasting.item, named, index);
  return measured(state, of, table.at, { entity: state.form.entity ?? table });
}

/** A moment until which it lasts, or a state that begins with it. */
export function lastingUntil(
  state: State,
  named: ColumnMention,
  index: SchemaIndex,
): readonly State[] | null {
  const { lasting } = state.shape;
  if (lasting === null) return null;
  const end = momentsAmong(named, index);
  // "how late do trains arrive": the verb says nothing more.
  if (lasting.isDone && state.last === 'table' && !state.and && end !== null)
    return [penalty(state, weights.stretch.again)];
  if (lasting.isDone) return null;
  if (lasting.item.isLate) {
    const columns = end?.alternatives.map(({ what }) => what.column) ?? [];
    const late = lateStretches([], index, []).filter(({ what }) =>
      columns.includes(what.to.column),
    );
    return measured(state, late, named.at, {});
  }
  const since = end === null ? null : begins(end, index, named.at);
  if (end === null || since === null) return null;
  const isDated = end.alternatives[0]?.what.column.type.kind === 'date';
  const unit = lasting.item.unit ?? (isDated ? 'day' : 'hour');
  return shown(state, { ...end, derived: { kind: 'elapsed', since, unit } }, {});
}

/** As `lastingUntil`, of a state that a filled or empty moment tells. */
export function lastingState(
  state: State,
  test: Test,
  index: SchemaIndex,
): readonly State[] | null {
  return test.kind === 'null' ? lastingUntil(state, test.left, index) : null;
}

function stretchesFor(
  item: LastingItem,
  named: readonly TableMention[],
  index: SchemaIndex,
): readonly Named<Stretch>[] {
  const tables = named.flatMap(({ alternatives }) => alternatives.slice(0, 1));
  if (item.isLate)
    return lateStretches(
      item.behind,
      index,
      tables.map(({ what }) => what),
    );
  if (item.isWait) {
    const waits = tables.toReversed().flatMap(({ what }) => waitOf(what) ?? []);
    return waits.slice(0, 1).map((what) => ({ what, score: 1 }));
  }
  const own = stretchesOf(tables.toReversed());
  return own.length > 0 ? own.slice(0, 1) : allStretches(index, item.verbs ?? undefined);
}

function measured(
  state: State,
  stretches: readonly Named<Stretch>[],
  at: number,
  change: Partial<State['form']>,
): readonly State[] | null {
  const unit = state.shape.lasting?.item.unit ?? null;
  const of = stretchMention(stretches, { unit, words: 'how long', at });
  return of === null ? null : shown(state, of, change);
}

function shown(state: State, of: ColumnMention, change: Partial<State['form']>): readonly State[] {
  const { lasting } = state.shape;
  const fn = lasting?.fn ?? null;
  const measure: Measure | null = fn === null ? null : { kind: 'measure', fn, distinct: false, of };
  const shows = [...state.form.shows, measure ?? of];
  const shape = { ...state.shape, lasting: lasting === null ? null : { ...lasting, isDone: true } };
  return [withForm(state, { ...change, shows }, { mode: 'show', shape })];
}

/** "days between booking and visit on average". null: no length was just said, or it is measured already. */
export function averageLength(state: State, fn: AggregateName): State | null {
  const { shows } = state.form;
  const of = shows.at(-1);
  const isPlain = of?.kind === 'column' && isElapsed(of) && state.last === 'column';
  if (!isPlain || state.aggregate !== null || fn === 'count' || fn === 'sum') return null;
  const measure: Measure = { kind: 'measure', fn, distinct: false, of };
  return withForm(state, { shows: [...shows.slice(0, -1), measure] });
}
