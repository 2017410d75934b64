import { isCyrillic } from '../../lexicon/russian/stem.ts';
import { isFinitePresent } from '../finite-present.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

/** "genre types": no rows, but what kinds of the first there are. */
const general = /^(?:type|kind|sort|category|name|number|code|status|detail|value|group)$/u;

/** "customer orders", "bus lines": orders and lines, of which the noun before only says whose or which they are. */
export function compoundNouns(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const [first, second] = words.slice(at, at + 2);
  if (first?.kind !== 'word' || second?.kind !== 'word') return [];
  const isPlural = second.lower !== second.lemma && first.lower === first.lemma;
  if (
    !isPlural ||
    general.test(second.lemma) ||
    isCyrillic(first.lower) ||
    isFinitePresent(words, at + 1, index)
  )
    return [];
  const [owner] = index.tablesNamed([first.lemma]);
  const rows = index.tablesNamed([second.lemma]);
  const [best] = rows;
  if (owner === undefined || best === undefined || owner.what === best.what) return [];
  // A noun that barely names a table says even less of rows of it: "film studios", "gas stations".
  if (best.score < weights.link.narrower) return [];
  const pair = [first.lemma, second.lemma];
  const isName = [index.tablesNamed(pair)[0], index.fieldsNamed(pair)[0]].some(
    (named) => (named?.score ?? 0) >= weights.link.akin,
  );
  // "doctor names", "student grades": columns.
  const isColumn = (index.fieldsNamed([second.lemma])[0]?.score ?? 0) >= best.score;
  if (isName || isColumn) return [];
  const alternatives = rows.filter(({ score }) => score >= best.score - 0.25);
  const table = { kind: 'table', alternatives, words: spanOf(words, at, 2), at } as const;
  const gain = gainOf(2, weights.parse.table * best.score) + weights.parse.compound;
  return [{ kind: 'table', table, start: at, end: at + 2, gain }];
}
