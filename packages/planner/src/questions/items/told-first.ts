import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** Verbs that ask for something, and that tables and columns may be called by too. */
const asking = /^(?:show|list|name|state|report|display|print|return|identify|specify|mention)$/u;
/** Those that are no words of grammar elsewhere. */
const rare = /^(?:name|state|identify|specify|mention)$/u;
const before = /^(?:[.,;:?!]|and|then|also|please|you|to)$/u;
const behind = /^(?:the|all|any|every|each|their|its|his|her|our|those|these|me|us)$/u;

/** "Show their names.", "Name the countries": a verb, where a table is called shows and columns are called names. */
export function tellsAt(words: readonly Word[], at: number): boolean {
  const [word, next] = words.slice(at, at + 2);
  if (word?.kind !== 'word' || !asking.test(word.lower) || !behind.test(next?.lower ?? ''))
    return false;
  const last = words[at - 1];
  return last === undefined || before.test(last.lower);
}

/** "Name the countries": asks as "show" does. */
export function toldFirstItems(words: readonly Word[], at: number): readonly Item[] {
  const isStart = at === 0 || /^[.;:?!]$/u.test(words[at - 1]?.lower ?? '');
  if (!isStart || !rare.test(words[at]?.lower ?? '') || !tellsAt(words, at)) return [];
  const gain = gainOf(1, weights.parse.cue);
  return [{ kind: 'cue', cue: { kind: 'show' }, start: at, end: at + 1, gain }];
}
