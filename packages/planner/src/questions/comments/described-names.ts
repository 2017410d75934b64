import type { CatalogTable } from '@ai-etl/core';
import { isKeyLike } from '../../query/table-facts.ts';
import type { RoleTable } from '../roles/role-tables.ts';
import type { Field, Named } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { columnPhrases, commentPhrases, headOf } from './comment-names.ts';
import { rowWords } from './row-words.ts';

/** What comments call tables and columns, by the lemmas of the whole phrase. */
export interface DescribedNames {
  tables(lemmas: readonly string[]): readonly Named<CatalogTable>[];
  fields(lemmas: readonly string[]): readonly Named<Field>[];
}

/** Reads the comments of tables, columns and keys; a phrase for a key names those it leads to, in that role. */
export function describedNames(
  tables: readonly CatalogTable[],
  fields: readonly Field[],
  roles: readonly RoleTable[],
): DescribedNames {
  const ofTables = new Map<string, Named<CatalogTable>[]>();
  const ofFields = new Map<string, Named<Field>[]>();
  const { phrase, head, role } = weights.link.described;
  for (const table of tables) {
    // What follows tells what is in it.
    for (const words of commentPhrases(table.comment?.split(/[,;:.]/u)[0]))
      file(ofTables, words.join(' '), { what: table, score: phrase });
    // "order line" of "one customer order line each"; its last word less surely.
    const rows = rowWords(table.comment) ?? [];
    rows.forEach((_, at) => {
      const score = at < rows.length - 1 ? phrase : head;
      file(ofTables, rows.slice(at).join(' '), { what: table, score });
    });
  }
  for (const { table, phrases } of roles) {
    for (const words of phrases) {
      file(ofTables, words.join(' '), { what: table, score: role });
      const last = headOf(words);
      if (last !== null) file(ofTables, last, { what: table, score: head });
    }
  }
  for (const field of fields) {
    if (isKeyLike(field.column, field.table)) continue;
    for (const words of columnPhrases(field.column))
      file(ofFields, words.join(' '), { what: field, score: phrase });
  }
  return {
    tables: (lemmas) => ofTables.get(lemmas.join(' ')) ?? [],
    fields: (lemmas) => ofFields.get(lemmas.join(' ')) ?? [],
  };
}

/** Names that are as sure as those of comments, or surer, are left alone. */
export function withDescribed<T>(
  named: readonly Named<T>[],
  described: readonly Named<T>[],
): readonly Named<T>[] {
  const [best] = described;
  if (best === undefined || (named[0]?.score ?? 0) >= best.score) return named;
  const rest = named.filter(({ what }) => !described.some((one) => one.what === what));
  return [...described, ...rest].toSorted((a, b) => b.score - a.score);
}

function file<T>(map: Map<string, Named<T>[]>, key: string, one: Named<T>): void {
  const list = map.get(key) ?? [];
  if (!list.some(({ what }) => what === one.what)) list.push(one);
  map.set(
    key,
    list.toSorted((a, b) => b.score - a.score),
  );
}
