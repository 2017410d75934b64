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
    if (isTable || isOwn || named.length === 0) continue;
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
