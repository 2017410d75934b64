import type { CatalogTable } from '@ai-etl/core';
import type { TableMention } from '../form.ts';
import { isOfPeople } from '../people-tables.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';
import type { State } from '../state.ts';
import { withForm } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** "Whose family doctor is": rows of one table by the one of another that they belong to. */
export interface WhoseItem {
  readonly kind: 'whose';
  readonly of: TableMention;
  readonly role: TableMention;
}

const askers: ReadonlySet<string> = new Set(['whose', 'чей', 'чья', 'чьё', 'чьи']);
const verbs: ReadonlySet<string> = new Set(['is', 'was', 'are', 'were']);
const longest = 3;

/** Reads "whose … is" where a question begins with it; null elsewhere. */
export function whoseAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): (WhoseItem & { readonly length: number; readonly sure: number }) | null {
  if (at !== 0 || !askers.has(words[at]?.lower ?? '')) return null;
  for (let length = longest; length > 0; length -= 1) {
    const said = words.slice(at + 1, at + 1 + length);
    if (!verbs.has(words[at + 1 + length]?.lower ?? '')) continue;
    const named = index.tablesNamed(said.map(({ lemma }) => lemma));
    const [best] = named;
    if (best === undefined) continue;
    const role = named.filter(({ score }) => score >= best.score - weights.resolve.tie);
    const owners = role.flatMap(({ what }) => ownersOf(what, index));
    if (owners.length === 0) continue;
    const text = said.map(({ lower }) => lower).join(' ');
    const mention = (alternatives: readonly Named<CatalogTable>[]): TableMention => ({
      kind: 'table',
      alternatives,
      words: text,
      at: at + 1,
    });
    return {
      kind: 'whose',
      of: mention(owners),
      role: mention(role),
      length: length + 2,
      sure: best.score,
    };
  }
  return null;
}

/** Tables whose rows belong to one of those, people before others. */
function ownersOf(table: CatalogTable, { edges }: SchemaIndex): readonly Named<CatalogTable>[] {
  const owners = new Set(edges.filter(({ one }) => one === table).map(({ many }) => many));
  return [...owners]
    .map((what) => ({ what, score: isOfPeople(what) ? 1 : 0.9 }))
    .toSorted((a, b) => b.score - a.score);
}

/** Rows of the owners are asked for; the value that follows is one of the role. */
export function takeWhose(state: State, { of }: WhoseItem): readonly State[] {
  return [withForm(state, { entity: of }, { mode: 'where' })];
}
