import type { CatalogTable } from '@ai-etl/core';
import { belongsTo } from '../../query/join-graph.ts';
import { columnMention } from '../column-mention.ts';
import type { Form, TableMention, Test } from '../form.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { stretchOf, type Stretch } from './stretch-of.ts';

const now =
  /(?:^| )(?:right now|at the moment|at present|as of (?:now|today)|currently|these days|nowadays|сейчас|на данный момент|на сегодня)(?= |$)/u;
const past = /(?:^| )(?:did|was|were|had|been)(?= |$)/u;

/**
 * "how many people does each office have right now": of people who come and go those who have not gone, where all that is
 * asked is about them and about what they belong to.
 */
export function stillHere(words: readonly Word[], form: Form, index: SchemaIndex): Form {
  const said = words.map(({ lower }) => lower).join(' ');
  const isToday = asksToday(words);
  if ((!now.test(said) && !isToday) || past.test(said)) return form;
  const rows = rowsOf(form);
  const table = rows?.alternatives[0]?.what;
  const stretch = table === undefined ? null : leaving(table);
  if (rows == null || table === undefined || stretch === null) return form;
  const tests = isToday ? form.tests.filter((test) => !isOfToday(test, table)) : form.tests;
  if (isToday && tests.length === form.tests.length) return form;
  if (!tests.every((test) => isAbout(test, { table, stretch, index }))) return form;
  const left = { ...columnMention(stretch.to, 'now', -1), beside: [rows] };
  return { ...form, tests: [...tests, { kind: 'null', left, negated: false }] };
}

/** "How many people report to Lea today?": it is so now, and nothing came to be today. */
function asksToday(words: readonly Word[]): boolean {
  const said = words.map(({ lower }) => lower);
  const last = said.findLast((_, at) => words[at]?.kind !== 'mark');
  return last === 'today' && said.some((word) => present.test(word));
}

const present = /^(?:reports?|belongs?|works?|employs?)$/u;

/** A time that no word gave a moment, taken for that of their beginning. */
function isOfToday(test: Test, table: CatalogTable): boolean {
  return (
    test.kind === 'time' &&
    test.left.implies === 'moment' &&
    test.left.alternatives.some(({ what }) => what.table === table)
  );
}

/** What is counted or listed. */
function rowsOf({ shows, entity }: Form): TableMention | null {
  const counted = shows.find((show) => show.kind === 'measure' && show.of?.kind === 'table');
  return counted?.kind === 'measure' && counted.of?.kind === 'table' ? counted.of : entity;
}

/** Of people whose end is written down when it comes. */
function leaving(table: CatalogTable): Stretch | null {
  const stretch = isOfPeople(table) ? stretchOf(table) : null;
  return stretch?.to.column.nullable === true ? stretch : null;
}

/** Whether a test is about the people or what they belong to, and not about when they came or went. */
function isAbout(
  test: Test,
  {
    table,
    stretch,
    index,
  }: { readonly table: CatalogTable; readonly stretch: Stretch; readonly index: SchemaIndex },
): boolean {
  if (test.kind === 'exists') return test.negated;
  if (!('left' in test) || test.left.kind !== 'column' || test.kind === 'time') return false;
  const what = test.left.alternatives[0]?.what;
  if (what === undefined || [stretch.from.column, stretch.to.column].includes(what.column))
    return false;
  const of = index.roles.roleOf(what.table)?.base ?? what.table;
  return of === table || belongsTo(index.edges, table, of);
}
