import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { soundOf } from '../lexicon/russian/transliterate.ts';
import type { HeldValue } from './schema-index.ts';
import { makeSpeller, type Speller } from './spelling.ts';

/** Values by how words may say them. All spellings are those of `spellingOf`. */
export interface ValueLayer {
  spelled(text: string): readonly HeldValue[];
  /** Whether a value begins with these words: a longer span may be one. */
  begins(text: string): boolean;
  /** Values of Latin letters that sound like this (`soundOf`). */
  sounding(sound: string): readonly HeldValue[];
  /** Names of rows of which the word is a part. */
  namesWith(word: string): readonly HeldValue[];
  /** All values by their spellings. */
  entries(): Iterable<readonly [string, readonly HeldValue[]]>;
  /** Whether some value has this word. */
  hasWord(word: string): boolean;
  /** The words one slip away. */
  readonly near: Speller;
}

/** The column by which a table's rows are called. */
export type LabelOf = (table: CatalogTable) => CatalogColumn | undefined;

const shortestSound = 3;
const mostNames = 3;

/** Gathers values; what few questions need is made when it is first asked for. */
export class ValueLayerBuilder {
  readonly #bySpelling = new Map<string, HeldValue[]>();
  /** A state may be spelled the same in thousands of columns: each is looked up, not searched for. */
  readonly #known = new Map<string, Map<CatalogColumn, Set<string>>>();
  readonly #beginnings = new Set<string>();
  readonly #labelOf: LabelOf;

  constructor(labelOf: LabelOf) {
    this.#labelOf = labelOf;
  }

  add(spelled: string, held: HeldValue): void {
    const known = entryOf(this.#known, spelled, () => new Map<CatalogColumn, Set<string>>());
    const values = entryOf(known, held.field.column, () => new Set<string>());
    if (values.has(held.value)) return;
    values.add(held.value);
    entryOf(this.#bySpelling, spelled, (): HeldValue[] => []).push(held);
    const pieces = spelled.split(' ');
    for (let count = 1; count < pieces.length; count += 1)
      this.#beginnings.add(pieces.slice(0, count).join(' '));
  }

  /** Nothing is to be added afterwards. */
  layer(): ValueLayer {
    this.#known.clear();
    const bySpelling = this.#bySpelling;
    const beginnings = this.#beginnings;
    const labelOf = this.#labelOf;
    const sounds = once(() => indexSounds(bySpelling));
    const names = once(() => indexNames(bySpelling, labelOf));
    const words = once(() => new Set([...bySpelling.keys()].flatMap((one) => one.split(' '))));
    const near = once(() => makeSpeller(words()));
    return {
      spelled: (text) => bySpelling.get(text) ?? [],
      begins: (text) => beginnings.has(text),
      sounding: (sound) => sounds().get(sound) ?? [],
      namesWith: (word) => names().get(word) ?? [],
      entries: () => bySpelling,
      hasWord: (word) => words().has(word),
      near: (word) => near()(word),
    };
  }
}

/** Both: of values that are in both, those of the first. */
export function bothLayers(first: ValueLayer, second: ValueLayer): ValueLayer {
  const joined = (one: readonly HeldValue[], two: readonly HeldValue[]): readonly HeldValue[] => {
    if (one.length === 0) return two;
    if (two.length === 0) return one;
    return [...one, ...two.filter((held) => !one.some((other) => isSame(other, held)))];
  };
  return {
    spelled: (text) => joined(first.spelled(text), second.spelled(text)),
    begins: (text) => first.begins(text) || second.begins(text),
    sounding: (sound) => joined(first.sounding(sound), second.sounding(sound)),
    namesWith: (word) => joined(first.namesWith(word), second.namesWith(word)).slice(0, mostNames),
    entries: () => [...first.entries(), ...second.entries()],
    hasWord: (word) => first.hasWord(word) || second.hasWord(word),
    near: (word) => [...new Set([...first.near(word), ...second.near(word)])],
  };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function isSame(one: HeldValue, other: HeldValue): boolean {
  return one.field.column === other.field.column && one.value === other.value;
}

function indexSounds(
  bySpelling: ReadonlyMap<string, readonly HeldValue[]>,
): ReadonlyMap<string, readonly HeldValue[]> {
  const found = new Map<string, HeldValue[]>();
  for (const [spelling, held] of bySpelling) {
    if (!/[a-z]/u.test(spelling)) continue;
    const sound = soundOf(spelling);
    if (sound.length < shortestSound) continue;
    const list = found.get(sound);
    if (list === undefined) found.set(sound, [...held]);
    else list.push(...held);
  }
  return found;
}

/** By a word of a name that has several. */
function indexNames(
  bySpelling: ReadonlyMap<string, readonly HeldValue[]>,
  labelOf: LabelOf,
): ReadonlyMap<string, readonly HeldValue[]> {
  const byWord = new Map<string, HeldValue[]>();
  for (const [name, held] of bySpelling) {
    const words = name.split(' ');
    if (words.length < 2 || words.length > 4) continue;
    const named = held.filter(({ field }) => labelOf(field.table) === field.column);
    for (const word of named.length > 0 ? words : [])
      byWord.set(word, [...(byWord.get(word) ?? []), ...named].slice(0, mostNames));
  }
  return byWord;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
