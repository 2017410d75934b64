import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention, Show } from '../form.ts';
import { takeSubject } from '../moves.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { eventRoot } from '../states/event-nouns.ts';
import { isParticiple, verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import { withForm, type State } from '../state.ts';

/** The column of a time that no word names: any moment, those of events before the rest. */
export function anyMoment(state: State, { times }: SchemaIndex): ColumnMention | null {
  const { at } = state;
  const alternatives = withDue(state, withMeasure(state, withNoun(state, times.events)));
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: '', at, beside: [], implies: 'moment' };
}

/** "deliveries last month": a noun for what was done says which moment of its rows counts. */
function withNoun({ near, form }: State, events: readonly Named<Field>[]): readonly Named<Field>[] {
  const rows = near ?? form.entity;
  const root = rows === null ? null : eventRoot(rows.words);
  if (rows === null || root === null) return events;
  const tables = rows.alternatives.map(({ what }) => what);
  return events.map((one) => {
    const isDone =
      tables.includes(one.what.table) &&
      partsOf(one.what.column.name).some((part) => verbRoot(part) === root);
    return isDone ? { ...one, score: one.score + weights.time.noun } : one;
  });
}

/** "most pieces packed last month": of the moments of its rows the one when they were packed. */
function withMeasure({ form }: State, events: readonly Named<Field>[]): readonly Named<Field>[] {
  const [by, shown] = [form.order.at(-1)?.by, form.shows.at(-1)];
  const measured = [by, shown].map((one) => (one?.kind === 'measure' ? one.of : one));
  const said = measured.find((one) => one?.kind === 'column' && isParticiple(doneIn(one)));
  if (said?.kind !== 'column') return events;
  const root = verbRoot(doneIn(said));
  const tables = said.alternatives.map(({ what }) => what.table);
  return events.map((one) => {
    const parts = partsOf(one.what.column.name);
    const isDone = tables.includes(one.what.table) && parts.some((part) => verbRoot(part) === root);
    return isDone ? { ...one, score: one.score + weights.time.noun } : one;
  });
}

/** "that need to be paid this week": by when it is to be done, where rows say so. */
function withDue({ form }: State, events: readonly Named<Field>[]): readonly Named<Field>[] {
  const last = form.tests.at(-1);
  if (last?.kind !== 'null' || last.negated || !/\bto be\b/u.test(last.left.words)) return events;
  const tables = last.left.alternatives.map(({ what }) => what.table);
  return events.map((one) => {
    const isDue =
      tables.includes(one.what.table) &&
      partsOf(one.what.column.name).some((part) => due.has(part));
    return isDue ? { ...one, score: one.score + weights.time.noun } : one;
  });
}

const due: ReadonlySet<string> = new Set(['due', 'deadline']);

function doneIn({ words }: ColumnMention): string {
  return words.split(' ').at(-1) ?? '';
}

/** The moments among the columns that words name; null when there are none. */
export function momentsAmong(mention: ColumnMention, { times }: SchemaIndex): ColumnMention | null {
  const alternatives = mention.alternatives.filter(({ what }) => times.has(what));
  return alternatives.length === 0 ? null : { ...mention, alternatives };
}

/** What a verb before names: "signed up" and then a time. */
export function eventMention({ event, near }: State): ColumnMention | null {
  if (event === null || near === null) return event;
  return { ...event, beside: [near] };
}

/** Columns that a bare year may be of: those of the verb before, else any. */
export function yearMention(state: State, { years }: SchemaIndex): ColumnMention | null {
  const event = eventMention(state);
  if (event !== null) return event;
  const beside = state.near === null ? [] : [state.near];
  return years.length === 0
    ? null
    : { kind: 'column', alternatives: years, words: 'year', at: state.at, beside };
}

/** A moment that words before a time name, and the state without them. */
export interface NamedMoment {
  readonly moment: ColumnMention;
  readonly state: State;
}

/** The moment that a verb, a column or a state before a time names. */
export function namedMoment(state: State, index: SchemaIndex): NamedMoment | null {
  const event = eventMention(state);
  const ofEvent = event === null ? null : momentsAmong(event, index);
  if (ofEvent !== null) {
    const isLoose = ofEvent.alternatives.every(({ score }) => score < weights.time.verb.named);
    const before = isLoose ? momentBefore(state, index) : null;
    if (before !== null) return before;
    if (!isOfOthers(ofEvent, state, index)) return { moment: ofEvent, state };
    const any = anyMoment(state, index);
    return any === null ? null : { moment: any, state };
  }
  const { subject, state: rest } = takeSubject(state);
  const moment = subject?.kind === 'column' ? momentsAmong(subject, index) : null;
  if (moment !== null) return { moment, state: { ...rest, subject: null } };
  return momentOfState(state, index);
}

/** "results that came in last week", of `result_at`: the noun names the moment, whatever the verb. */
function momentBefore(state: State, index: SchemaIndex): NamedMoment | null {
  const { tests, shows } = state.form;
  const test = tests.at(-1);
  const said = test?.kind === 'null' && test.negated ? momentsAmong(test.left, index) : null;
  if (said !== null && said.at === state.near?.at)
    return { moment: said, state: withForm(state, { tests: tests.slice(0, -1) }) };
  const shown = shows.at(-1);
  const moment = shown?.kind === 'column' ? momentsAmong(shown, index) : null;
  return moment === null || state.form.entity !== null ? null : { moment, state };
}

/** "delivered last month": that it was delivered is said by when. */
function momentOfState(state: State, index: SchemaIndex): NamedMoment | null {
  const { tests } = state.form;
  const last = tests.at(-1);
  const isNear = state.last === 'value' || (state.last === 'cue' && state.preposition);
  if (!isNear || last?.kind !== 'null' || !last.negated) return null;
  const moment = momentsAmong(last.left, index);
  return moment === null ? null : { moment, state: withForm(state, { tests: tests.slice(0, -1) }) };
}

/** "payments made", where others have a `created_at` and payments have not: the moment of payments is meant. */
function isOfOthers(
  { alternatives, words }: ColumnMention,
  { near, form }: State,
  { times }: SchemaIndex,
): boolean {
  const own = near?.alternatives[0]?.what ?? countedTable(form.shows.at(-1));
  if (own === undefined || !anyDeed.test(words)) return false;
  if (alternatives.some(({ what }) => what.table === own)) return false;
  return times.events.some(({ what }) => what.table === own);
}

/** "how many order numbers came in": the rows that hold what is counted. */
function countedTable(show: Show | undefined): CatalogTable | undefined {
  const isCount = show?.kind === 'measure' && show.fn === 'count' && show.of?.kind === 'column';
  return isCount && show.of?.kind === 'column' ? show.of.alternatives[0]?.what.table : undefined;
}

/** Verbs that say of rows only that they are there. */
const anyDeed =
  /^(?:made|done|created|placed|recorded|entered|added|happened|occurred|arrived|received|came in|come in|coming in|came through|got in|new|joined|signed up|registered|won|win|acquired?|gained?|landed|onboarded|(?:поступи|пришл|приш[её]л|появи|произош|случи|сдела|соверш|оформ|созда|добави|состоя)\p{L}*)$/u;
