import type { CatalogTable } from '@ai-etl/core';
import { partsOf } from '../name-parts.ts';
import { nameColumn } from '../naming.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { articles } from '../name-spans.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const longest = 3;

/** "type of cuisine", where a column is called cuisine: its values are of some type, and no other column is meant. */
export function kindOfAt(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const [kind, of] = words.slice(at, at + 2);
  if (kind === undefined || !kinds.has(kind.lemma) || of?.lower !== 'of') return [];
  const from = articles.has(words[at + 2]?.lower ?? '') ? at + 3 : at + 2;
  for (let length = longest; length > 0; length -= 1) {
    const part = words.slice(from, from + length);
    if (part.length < length || part.some(({ kind: is }) => is !== 'word')) continue;
    const lemmas = part.map(({ lemma }) => lemma);
    const isTable = (index.tablesNamed(lemmas)[0]?.score ?? 0) >= weights.link.sure;
    // "type of vehicle" of a column `vehicle_type`.
    const isOwn = (index.fieldsNamed([...lemmas, kind.lemma])[0]?.score ?? 0) >= weights.link.sure;
    const named = index.fieldsNamed(lemmas).filter(({ what, score }) => {
      const isText = what.column.type.kind === 'text' && nameColumn(what.table) !== what.column;
      return isText && score >= weights.link.sure && partsOf(what.column.name).length <= length;
    });
    if (isTable && !isOwn) return kindsOfRows(words, { at, from, length }, index);
    if (isOwn || named.length === 0) continue;
    const end = from + length;
    const said = spanOf(words, from, length);
    return [
      {
        kind: 'column',
        column: { kind: 'column', alternatives: named, words: said, at: from, beside: [] },
        start: at,
        end,
        gain: gainOf(2 + length, weights.parse.column * (named[0]?.score ?? 0)),
      },
    ];
  }
  return [];
}

const kinds: ReadonlySet<string> = new Set(['type', 'kind', 'sort', 'status']);

/** "kinds of animals": of a table, its column that tells the rows apart by kind; `species`. */
function kindsOfRows(
  words: readonly Word[],
  { at, from, length }: { readonly at: number; readonly from: number; readonly length: number },
  index: SchemaIndex,
): readonly Item[] {
  const lemmas = words.slice(from, from + length).map(({ lemma }) => lemma);
  const [table] = index.tablesNamed(lemmas);
  const column = table === undefined ? null : kindColumn(table.what);
  if (table === undefined || column === null) return [];
  const field = index
    .fieldsNamed([...partsOf(column)])
    .find(({ what }) => what.table === table.what && what.column.name === column);
  if (field === undefined) return [];
  const end = from + length;
  const said = spanOf(words, at, end - at);
  return [
    {
      kind: 'column',
      column: { kind: 'column', alternatives: [field], words: said, at, beside: [] },
      start: at,
      end,
      gain: gainOf(end - at, weights.parse.column * weights.link.akin),
    },
  ];
}

/** Whether rows of a table are asked for by kind, and nothing tells their kinds. */
export function asksUnknownKind(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [kind, of, next] = words.slice(at, at + 3);
  if (!/^(?:kind|type|sort)s$/u.test(kind?.lower ?? '') || of?.lower !== 'of') return false;
  const [table] = index.tablesNamed([next?.lemma ?? '']);
  if (table === undefined || table.score < weights.link.sure) return false;
  return kindColumn(table.what) === null && index.fieldsNamed([kind?.lemma ?? '']).length === 0;
}

/** The name of the column that tells rows of a table apart by kind. */
function kindColumn(table: CatalogTable): string | null {
  const label = nameColumn(table);
  const texts = table.columns.filter((column) => column.type.kind === 'text' && column !== label);
  for (const last of kindNames) {
    const found = texts.find(({ name }) => partsOf(name).at(-1) === last);
    if (found !== undefined) return found.name;
  }
  return null;
}

/** The last word of such columns, the surest first. */
const kindNames: readonly string[] =
  'type kind category species breed genre class sort variety style model group'.split(' ');
