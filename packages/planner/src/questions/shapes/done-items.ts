import { isMoment } from '../../link/link-column.ts';
import type { CatalogTable } from '@ai-etl/core';
import { refersTo } from '../../query/table-facts.ts';
import { isCyrillic } from '../../lexicon/russian/stem.ts';
import { readingsOf } from '../english-readings.ts';
import { isFinitePast } from '../finite-past.ts';
import type { TableMention } from '../form.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { isParticiple, verbRoot } from '../states/verb-root.ts';
import { addTest, type State } from '../state.ts';
import type { Word } from '../words.ts';
import { penalty } from '../moves.ts';

/** Verbs, and nouns of what is there when it was done. */
const outcomes: readonly (readonly [string, string])[] = [
  ['buy', 'purchase order sale'],
  ['purchase', 'order sale'],
  ['order', 'purchase'],
  ['sell', 'sale order purchase'],
  ['rent', 'rental'],
  ['borrow', 'loan'],
  ['fly', 'flight'],
  ['rate', 'review rating'],
  ['complain', 'complaint ticket'],
  ['pay', 'payment'],
  ['see', 'appointment visit consultation'],
  ['visit', 'appointment'],
  ['treat', 'appointment visit treatment'],
  ['hire', 'employee staff'],
  ['travel', 'trip'],
  ['stay', 'booking reservation'],
  ['call', 'call'],
  ['attend', 'attendance'],
  ['subscribe', 'subscription'],
];

/** Rows that tell of it where none of those do: products sold stand on invoices, or on lines of orders. */
const papers: readonly (readonly [string, RegExp])[] = [
  ['sell', /^(?:(?:invoice|receipt|bill)|(?:sale|order|invoice|receipt) (?:line|item|detail))$/u],
  ['buy', /^(?:(?:invoice|receipt)|(?:purchase|order|invoice|receipt) (?:line|item|detail))$/u],
];

const remembered = new WeakMap<SchemaIndex, ReadonlyMap<string, readonly CatalogTable[]>>();

/** A verb in the past for the rows that were made by it: "ordered" for orders. */
export function doneAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): TableMention | null {
  const word = words[at];
  if (word?.kind !== 'word') return null;
  const tables = rootsOf(word).flatMap((root) => tablesDone(index).get(root) ?? []);
  if (tables.length === 0) return null;
  const alternatives = tables.map((what) => ({ what, score: 0.85 }));
  return { kind: 'table', alternatives, words: word.lower, at };
}

/** Tables by the root of the verb that makes their rows. */
/** Roots of the verb that says something was done, the Russian ones by their translations. */
function rootsOf({ lower, lemma }: Word): readonly string[] {
  if (isParticiple(lower)) return [verbRoot(lower)];
  if (!isFinitePast(lower)) return [];
  const read = readingsOf([lemma], () => true).filter(({ lemmas }) => lemmas.length === 1);
  return [
    ...new Set(read.flatMap(({ lemmas: [one = ''] }) => (isCyrillic(one) ? [] : [verbRoot(one)]))),
  ];
}

export function tablesDone(index: SchemaIndex): ReadonlyMap<string, readonly CatalogTable[]> {
  const known = remembered.get(index);
  if (known !== undefined) return known;
  const byRoot = new Map<string, CatalogTable[]>();
  const add = (root: string, table: CatalogTable): void => {
    const list = byRoot.get(root) ?? [];
    if (!list.includes(table)) byRoot.set(root, [...list, table]);
  };
  for (const table of index.schema.tables) {
    const parts = tableParts(table.object.name);
    const name = parts.at(-1) ?? '';
    if (parts.length === 1) add(verbRoot(name), table);
    for (const [verb, nouns] of outcomes)
      if (parts.length === 1 && nouns.split(' ').includes(name)) add(verbRoot(verb), table);
    for (const column of table.columns) {
      const [first = ''] = partsOf(column.name);
      if (!column.nullable && isMoment(column) && isParticiple(first)) add(verbRoot(first), table);
    }
  }
  for (const [verb, names] of papers) {
    if (byRoot.has(verbRoot(verb))) continue;
    const named = index.schema.tables.filter(({ object }) =>
      names.test(tableParts(object.name).join(' ')),
    );
    const whole = named.filter(({ object }) => tableParts(object.name).length === 1);
    for (const table of whole.length > 0 ? whole : named) add(verbRoot(verb), table);
  }
  remembered.set(index, byRoot);
  return byRoot;
}

/** Reads "ordered" said of people: those who have such rows. Empty where nobody was named, or the rows were. */
export function takeDone(state: State, table: TableMention): readonly State[] {
  const { entity } = state.form;
  const [done] = table.alternatives;
  if (entity === null || done === undefined || entity.alternatives[0]?.what === done.what)
    return [];
  // "items sold": each is a line of an order anyway.
  const own = entity.alternatives[0]?.what;
  if (own !== undefined && refersTo(own, done.what)) return [penalty(state, 0.1)];
  const isSaid = state.mode === 'where' || (state.mode === 'show' && state.last === 'table');
  if (!isSaid || state.near?.alternatives[0]?.what === done.what) return [];
  // "who most often ordered" ranks by these very rows.
  const isRanked = state.superlative !== null && !state.superlative.count;
  if (state.compare !== null || isRanked || state.aggregate !== null) return [];
  const added = addTest(
    { ...state, inside: null, mode: 'where' },
    { kind: 'exists', table, negated: state.not, tests: [] },
  );
  return [penalty({ ...added, inside: added.form.tests.length - 1 }, 0)];
}
