import type { SchemaIndex } from './schema-index.ts';
import { weights } from './weights.ts';
import type { Word } from './words.ts';

/** What the two names of a person are called, the first and the last one. */
const calls = [
  ['first', 'given', 'christian'],
  ['last', 'family'],
] as const;

/**
 * "family names" in the words of the schema: last names, unless something there is called families or family names;
 * "last name" where only `family_name` is known.
 */
export function inKnownNames(words: readonly Word[], index: SchemaIndex): readonly Word[] {
  return words.flatMap((word, at) => {
    const ofName = inOneWord.get(word.lemma);
    const said = ofName ?? word.lower;
    const called = calls.find((one) => one.some((other) => other === said));
    if (called === undefined || (ofName === undefined && !saysName(words, at))) return [word];
    if (isKnown(said, index)) return [word];
    const known = called.find((other) => isColumn(other, index));
    if (known === undefined) return [word];
    const read = { ...word, text: known, lower: known, lemma: known };
    return ofName === undefined ? [read] : [read, { ...word, lower: 'name', lemma: 'name' }];
  });
}

const inOneWord: ReadonlyMap<string, string> = new Map([
  ['surname', 'last'],
  ['forename', 'first'],
]);

/** "family name", "given and family names". */
function saysName(words: readonly Word[], at: number): boolean {
  const [next, ...after] = words.slice(at + 1, at + 4);
  if (next?.lemma === 'name') return true;
  const isJoined = next?.lower === 'and' || next?.lower === 'or';
  const [other, name] = after;
  return isJoined && name?.lemma === 'name' && calls.flat().some((one) => one === other?.lower);
}

function isKnown(said: string, index: SchemaIndex): boolean {
  const table = index.tablesNamed([said])[0]?.score ?? 0;
  return table >= weights.link.sure || isColumn(said, index);
}

function isColumn(said: string, index: SchemaIndex): boolean {
  return (index.fieldsNamed([said, 'name'])[0]?.score ?? 0) >= weights.link.sure;
}
