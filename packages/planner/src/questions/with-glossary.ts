import type { CatalogTable, GlossaryTerm } from '@ai-etl/core';
import type { Field, HeldValue, Named, SchemaIndex } from './schema-index.ts';
import { spellingOf } from './held-values.ts';
import { splitWords } from './words.ts';

/**
 * An index in which the project's own words name what it says they name, and nothing else: their
 * people have settled it. Terms whose table or column is not here name nothing; conditions are not read.
 */
export function withGlossary(index: SchemaIndex, glossary: readonly GlossaryTerm[]): SchemaIndex {
  const terms = settledTerms(index, glossary);
  if (terms.length === 0) return index;
  const named = byWords(terms, ({ term }) => lemmasOf(term).join(' '));
  const spelled = byWords(terms, ({ term }) => spellingOf(term));
  const words = new Set(terms.flatMap(({ term }) => splitWords(term).map(({ lemma }) => lemma)));
  return {
    ...index,
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
}

function settledTerms(
  { schema }: SchemaIndex,
  glossary: readonly GlossaryTerm[],
): readonly Settled[] {
  return glossary.flatMap(({ term, means }): Settled[] => {
    const where = means.schema ?? schema.defaultSchema;
    const table = schema.tables.find(
      ({ object }) =>
        object.name === means.table && (object.schema ?? schema.defaultSchema) === where,
    );
    if (table === undefined || means.kind === 'expression') return [];
    if (means.kind === 'table') return [{ term, table, field: null, held: null }];
    const column = table.columns.find(({ name }) => name === means.column);
    if (column === undefined) return [];
    const field = { table, column };
    return means.kind === 'column'
      ? [{ term, table: null, field, held: null }]
      : [{ term, table: null, field: null, held: { field, value: means.value } }];
  });
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
