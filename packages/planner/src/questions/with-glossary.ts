import { parseExpression, walk, type CatalogTable, type GlossaryTerm } from '@ai-etl/core';
import type { Field, HeldValue, Named, SchemaIndex } from './schema-index.ts';
import type { OwnRows } from './kinds/own-rows.ts';
import { problemOf } from './unusable-terms.ts';
import { spellingOf } from './held-values.ts';
import { splitWords } from './words.ts';

/**
 * An index in which the project's own words name what it says they name, and nothing else: their
 * people have settled it; a condition names the rows that pass it. Terms whose table or column is not here name nothing.
 */
export function withGlossary(index: SchemaIndex, glossary: readonly GlossaryTerm[]): SchemaIndex {
  const settled = settledTerms(index, glossary);
  if (settled.length === 0) return index;
  const terms = settled.filter(({ rows }) => rows === null);
  const rows = byWords(
    settled.filter((one) => one.rows !== null),
    ({ term }) => lemmasOf(term).join(' '),
  );
  const named = byWords(terms, ({ term }) => lemmasOf(term).join(' '));
  const spelled = byWords(terms, ({ term }) => spellingOf(term));
  const words = new Set(settled.flatMap(({ term }) => splitWords(term).map(({ lemma }) => lemma)));
  return {
    ...index,
    ownRows: (lemmas) => (rows.get(lemmas.join(' ')) ?? []).flatMap((one) => one.rows ?? []),
    tablesNamed: (lemmas) => {
      const own = named.get(lemmas.join(' '));
      return own === undefined ? index.tablesNamed(lemmas) : own.flatMap(({ table }) => one(table));
    },
    fieldsNamed: (lemmas, within) => {
      const own = named.get(lemmas.join(' '));
      return own === undefined
        ? index.fieldsNamed(lemmas, within)
        : own.flatMap(({ field }) => one(field));
    },
    valuesSpelled: (text) => {
      const own = spelled.get(text);
      return own === undefined ? index.valuesSpelled(text) : own.flatMap(({ held }) => held ?? []);
    },
    beginsValue: (text) =>
      index.beginsValue(text) || [...spelled.keys()].some((one) => one.startsWith(`${text} `)),
    respell: (word) => (words.has(word) ? null : index.respell(word)),
  };
}

interface Settled {
  readonly term: string;
  readonly table: CatalogTable | null;
  readonly field: Field | null;
  readonly held: HeldValue | null;
  readonly rows: OwnRows | null;
}

const nothing = { table: null, field: null, held: null, rows: null };

function settledTerms(
  { schema }: SchemaIndex,
  glossary: readonly GlossaryTerm[],
): readonly Settled[] {
  if (glossary.length === 0) return [];
  const keyOf = (where: string, name: string): string => `${where}\0${name}`;
  const tables = new Map(
    schema.tables.map((table) => [
      keyOf(table.object.schema ?? schema.defaultSchema, table.object.name),
      table,
    ]),
  );
  return glossary.flatMap(({ term, means }): Settled[] => {
    // Read before names are: see in-plain-words.ts.
    if (means.kind === 'words') return [];
    const table = tables.get(keyOf(means.schema ?? schema.defaultSchema, means.table));
    if (table === undefined) return [];
    if (means.kind === 'table') return [{ ...nothing, term, table }];
    if (means.kind === 'expression') {
      const rows = rowsThatPass(means.expression, table);
      return rows === null ? [] : [{ ...nothing, term, rows }];
    }
    const column = table.columns.find(({ name }) => name === means.column);
    if (column === undefined) return [];
    const field = { table, column };
    return means.kind === 'column'
      ? [{ ...nothing, term, field }]
      : [{ ...nothing, term, held: { field, value: means.value } }];
  });
}

/** Null for a condition over columns that the table has not, or over none. */
function rowsThatPass(text: string, table: CatalogTable): OwnRows | null {
  const parsed = parseExpression(text);
  // Why is told with the answer: see unusable-terms.ts.
  if (!parsed.ok || problemOf(text, table) !== null) return null;
  const names = new Set<string>();
  let isForeign = false;
  walk(parsed.expression, (one) => {
    if (one.kind !== 'column') return;
    isForeign ||= one.table !== undefined && one.table !== table.object.name;
    names.add(one.name);
  });
  const columns = [...names].map((name) => table.columns.find((one) => one.name === name));
  const [column] = columns;
  if (isForeign || column === undefined || columns.includes(undefined)) return null;
  return { table, field: { table, column }, condition: parsed.expression };
}

function one<T>(what: T | null): readonly Named<T>[] {
  return what === null ? [] : [{ what, score: 1 }];
}

function lemmasOf(term: string): readonly string[] {
  return splitWords(term).map(({ lemma }) => lemma);
}

function byWords(
  terms: readonly Settled[],
  wordsOf: (term: Settled) => string,
): ReadonlyMap<string, readonly Settled[]> {
  const found = new Map<string, Settled[]>();
  for (const term of terms) {
    const words = wordsOf(term);
    found.set(words, [...(found.get(words) ?? []), term]);
  }
  return found;
}
