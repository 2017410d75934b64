import type { ColumnMention } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { isAkin } from '../word-likeness.ts';
import type { Word } from '../words.ts';
import { flagName } from './flag-columns.ts';
import type { PlacedCondition } from './state-items.ts';
import { isParticiple } from './verb-root.ts';

const links = /^(?:by|for|in|on|from|with)$/u;
const articles = /^(?:the|a|an)$/u;
const longest = 3;

/** "certified by the guild" of `guild_certification`: a column that says yes or no, by what was done and by whom. */
export function flagsDoneAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  const verb = words[at]?.lower ?? '';
  if (!isParticiple(verb) || !links.test(words[at + 1]?.lower ?? '')) return [];
  const from = at + (articles.test(words[at + 2]?.lower ?? '') ? 3 : 2);
  for (let length = longest; length > 0; length -= 1) {
    const name = words.slice(from, from + length);
    if (name.length < length || name.some(({ kind }) => kind === 'mark')) continue;
    const alternatives = flagsOf(verb, name, index);
    if (alternatives.length === 0) continue;
    const text = [verb, ...name.map(({ lower }) => lower)].join(' ');
    const left: ColumnMention = { kind: 'column', alternatives, words: text, at, beside: [] };
    const test = { kind: 'flag', left, value: true } as const;
    return [{ kind: 'condition', test, sure: weights.state.flag, length: from + length - at }];
  }
  return [];
}

/** Flags whose name has the deed and all of the words, and nothing else. */
function flagsOf(
  verb: string,
  name: readonly Word[],
  { schema, states }: SchemaIndex,
): readonly Named<Field>[] {
  return schema.tables.flatMap((table) =>
    table.columns.flatMap((column): Named<Field>[] => {
      if (!states.flags.has(column)) return [];
      const parts = partsOf(flagName(column.name));
      const rest = parts.filter((part) => part !== verb && !isAkin(verb, part));
      const isWhole =
        rest.length < parts.length &&
        rest.length === name.length &&
        name.every(({ lower, lemma }) => rest.includes(lower) || rest.includes(lemma));
      return isWhole ? [{ what: { table, column }, score: 1 }] : [];
    }),
  );
}
