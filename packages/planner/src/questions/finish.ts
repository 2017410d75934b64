import { settleExtremes } from './adjectives/listed-extremes.ts';
import type { ColumnMention, Form, Measure } from './form.ts';
import type { SchemaIndex } from './schema-index.ts';
import { usesOf } from './shapes/take-busy.ts';
import { amountOf } from './money/amount-of-rows.ts';
import { penalty, settleSubject } from './moves.ts';
import { isCounting } from './shapes/counted-so.ts';
import { isQuantity, totalOf } from './shapes/take-arithmetic.ts';
import { isEmptyShare } from './shapes/take-share.ts';
import { happenedTable, withoutOpen } from './shapes/settle-times.ts';
import { extremeBeside } from './shapes/extreme-beside.ts';
import { tellRefused } from './shapes/rows-refused.ts';
import { settleShape } from './shapes/settle.ts';
import { withForm, type State } from './state.ts';
import { weights } from './weights.ts';

/** A form with what its reading earned. */
export interface Reading {
  readonly form: Form;
  readonly score: number;
  /** Words of content that it passes over, by their places. */
  readonly unread: readonly number[];
  readonly waiting: readonly Waiting[];
}

/** What a reading was left waiting for: "best", and no word says by what. */
export type Waiting =
  | 'aggregate'
  | 'superlative'
  | 'compare'
  | 'number'
  | 'not'
  | 'like'
  | 'order'
  | 'top'
  | 'ordinal'
  | 'nested'
  | 'share'
  | 'pair'
  | 'arithmetic'
  | 'lasting'
  | 'degree';

/** What still waits at the end is filled in or costs. */
export function finish(state: State, index: SchemaIndex): Reading {
  const shaped = settleShape(settleSubject(state));
  const measured = settleAggregate(settleExtremes(shaped));
  const settled = settleOrder(settleRanked(settleSuperlative(measured, index)));
  const waiting = waitingIn(settled);
  const isLone = settled.event !== null && !isEventOfRows(settled);
  const lone = isLone ? weights.time.loneVerb : 0;
  const cost = waiting.reduce((sum, one) => sum + weights.waiting[one], lone);
  // "in alphabetical order", and nothing is in it.
  const isLost = settled.direction !== null && settled.form.order.length === 0;
  const lost = isLost && settled.mode !== 'order' ? weights.waiting.order : 0;
  const { form, unread, score } = penalty(
    settled,
    cost + lost + (ranksTotals(settled.form) ? 0.8 : 0),
  );
  return { form: tellRefused(extremeBeside(shownForm(form)), index), score, unread, waiting };
}

/** "accounts that opened a ticket": the verb says what was done with the rows that they are to have. */
function isEventOfRows({ event, form }: State): boolean {
  // What may not have been done yet is a condition of its own: paid.
  const always = (event?.alternatives ?? []).filter(({ what }) => !what.column.nullable);
  const tables = always.map(({ what }) => what.table);
  return form.tests.some(
    (test) =>
      test.kind === 'exists' && test.table.alternatives.some(({ what }) => tables.includes(what)),
  );
}

function waitingIn(state: State): readonly Waiting[] {
  const { superlative } = state;
  const waits: readonly (readonly [Waiting, boolean])[] = [
    ['aggregate', state.aggregate !== null],
    ['superlative', superlative !== null && !state.top],
    ['top', superlative !== null && state.top],
    ['compare', state.compare !== null || isCounting(state)],
    ['number', state.number !== null],
    ['not', state.not],
    ['like', state.like !== null],
    ['ordinal', state.shape.ordinal !== null],
    ['share', isEmptyShare(state.form) || state.shape.portion !== null],
    ['pair', state.shape.pair !== null],
    ['arithmetic', state.shape.arithmetic !== null],
    ['lasting', state.shape.lasting?.isDone === false],
    ['degree', lacksDegree(state)],
    ['nested', state.form.frame?.inner.length === 0],
    ['order', state.mode === 'order' && state.form.order.length === 0],
  ];
  return waits.filter(([, is]) => is).map(([kind]) => kind);
}

/** "How large are the departments": nothing of them says it, or nothing that is named is a number. */
function lacksDegree({ shape, form }: State): boolean {
  const { degree } = shape;
  if (degree === null) return false;
  const { entity, shows } = form;
  if (degree === 'open')
    return !shows.some(
      (show) => show.kind === 'measure' || (show.kind === 'column' && isQuantity(show)),
    );
  const rows = entity?.alternatives.map(({ what }) => what) ?? [];
  // "how much is the budget": what is named says itself what is asked for. "How much is a pass a month": the same.
  const isMeant = ({ alternatives: [best] }: ColumnMention): boolean =>
    degree.alternatives.some(({ what }) => what === best?.what);
  const isNamed = shows.some(
    (show) => show.kind === 'column' && show.at !== degree.at && isQuantity(show) && !isMeant(show),
  );
  if (isNamed) return true;
  return rows.length > 0 && !degree.alternatives.some(({ what }) => rows.includes(what.table));
}

/** "How many": of what the question is about. */
function settleAggregate(state: State): State {
  const { aggregate, form } = state;
  const paid = aggregate?.fn === 'sum' ? settleHowMuch(state) : null;
  if (paid !== null) return paid;
  if (aggregate === null) return state;
  if (aggregate.fn !== 'count') return measureShown(state, aggregate.fn);
  const { fn, distinct, share = false } = aggregate;
  const measure: Measure = {
    kind: 'measure',
    fn,
    distinct,
    of: form.entity,
    ...(share ? { share } : {}),
  };
  return withForm(state, { shows: [...form.shows, measure] }, { aggregate: null });
}

/** "how many and how much": what the rows came to; null where no amount is known. */
function settleHowMuch(state: State): State | null {
  const { entity, shows } = state.form;
  const isBeside = shows.some((show) => show.kind === 'measure' && show.fn === 'count');
  // "sum of payouts" waits for nothing more.
  const of = isBeside && state.last === 'cue' && entity !== null ? amountOf(entity) : null;
  return of === null
    ? null
    : withForm(state, { shows: [...shows, totalOf(of)] }, { aggregate: null });
}

/** "How old is each player, on average": the number that is shown is what the word before or behind it is of. */
function measureShown(state: State, fn: Measure['fn']): State {
  const { shows, groups, entity, order } = state.form;
  const numbers = shows.filter((show) => show.kind === 'column' && isQuantity(show));
  const [only, ...more] = numbers;
  const isLone = shows.length === 1 && more.length === 0 && order.length === 0;
  const isAsked = groups.length > 0 || entity !== null || state.shape.degree !== null;
  if (only?.kind !== 'column' || !isLone || !isAsked) return state;
  const measure: Measure = { kind: 'measure', fn, distinct: false, of: only };
  return withForm(state, { shows: [measure] }, { aggregate: null });
}

/** "who most often took sick leave": ranked by the rows that are there, and not by how many there are of each. */
function settleRanked(state: State): State {
  const { form } = state;
  const [order] = form.order;
  if (order === undefined || form.order.length > 1 || form.entity === null) return state;
  const { by } = order;
  const isPlain = form.groups.length === 0 && form.shows.every(({ kind }) => kind !== 'measure');
  if (by.kind !== 'measure' || by.fn !== 'count' || by.of !== null || !isPlain) return state;
  const had = form.tests.filter((test) => test.kind === 'exists');
  const [only] = had;
  if (only === undefined || had.length > 1 || only.negated || form.frame !== null) return state;
  if (only.ends !== undefined || only.every !== undefined) return state;
  const tests = form.tests.flatMap((test) => (test === only ? only.tests : [test]));
  return withForm(state, { tests, order: [{ ...order, by: { ...by, of: only.table } }] });
}

/** "most common": by how many there are. */
export function settleSuperlative(state: State, index: SchemaIndex): State {
  const { superlative, form } = state;
  if (superlative?.count !== true || superlative.isBusy === true) return state;
  // "who most often cancelled": by how many such rows there are.
  const had = form.tests.filter((test) => test.kind === 'exists');
  const [only] = had;
  if (only !== undefined && had.length === 1 && !only.negated && only.ends === undefined) {
    const by: Measure = { kind: 'measure', fn: 'count', distinct: false, of: only.table };
    const tests = form.tests.flatMap((test) => (test === only ? only.tests : [test]));
    const order = [{ by, direction: superlative.direction }];
    return withForm(state, { tests, order, limit: form.limit ?? 1 }, { superlative: null });
  }
  // "who was sent most often", and others hold who was sent: by those.
  const happened = happenedTable(form);
  // "which product is bought most often": by the rows of what was named last.
  const { near } = state;
  const last = near !== null && form.entity !== null && near !== form.entity ? near : null;
  // "which hall was used most often": by the rows that lead to halls.
  const isBare = form.shows.length === 0 && form.groups.length === 0 && form.entity !== null;
  const of = happened ?? last ?? (isBare ? usesOf(form.entity, index) : null);
  const by: Measure = { kind: 'measure', fn: 'count', distinct: false, of };
  const order = [{ by, direction: superlative.direction }];
  const tests = happened === null ? form.tests : withoutOpen(form.tests);
  return withForm(state, { tests, order, limit: form.limit ?? 1 }, { superlative: null });
}

/** "sorted", "in descending order": by what is shown first. */
function settleOrder(state: State): State {
  const { form, mode } = state;
  const measured = form.shows.findLast((show) => show.kind === 'measure');
  const first = (state.direction === 'desc' ? measured : undefined) ?? form.shows[0];
  if (mode !== 'order' || form.order.length > 0 || first === undefined) return state;
  if (first.kind === 'table') return state;
  return withForm(state, { order: [{ by: first, direction: state.direction ?? 'asc' }] });
}

/** Rows are ranked by a column, but only totals are shown. */
function ranksTotals({ shows, order, limit }: Form): boolean {
  return (
    limit !== null &&
    order[0]?.by.kind === 'column' &&
    shows.length > 0 &&
    shows.every((show) => show.kind === 'measure')
  );
}

/** "What is the highest salary?" shows the salary itself. */
function shownForm(form: Form): Form {
  const [order] = form.order;
  if (form.shows.length > 0 || form.groups.length > 0 || order === undefined) return form;
  // "List in alphabetic order the names": what is sorted by is all that is named.
  const sorted = form.order.map(({ by }) => by).filter((by) => by.kind === 'column');
  if (form.limit === null && form.entity === null && sorted.length > 0)
    return { ...form, shows: sorted };
  if (order.by.kind !== 'column' || form.limit === null || form.entity !== null) return form;
  // "top 3 highest rates": the rates themselves.
  if (form.limit > 1) return { ...form, shows: [order.by] };
  // "best paid cook": the rows that are so.
  if (order.ofRows === true && form.tests.some(({ kind }) => kind === 'held')) return form;
  if (form.offset > 0) return { ...form, shows: [order.by], distinct: true };
  const fn = order.direction === 'desc' ? 'max' : 'min';
  return {
    ...form,
    shows: [{ kind: 'measure', fn, distinct: false, of: order.by }],
    order: [],
    limit: null,
  };
}
