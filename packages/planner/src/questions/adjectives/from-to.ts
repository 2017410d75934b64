import { adjectives, serviceAdjectives, type Adjective } from '../cues/adjectives.ts';
import type { Cue } from '../cues/cue.ts';
import type { Item } from '../items/item.ts';
import { gainOf } from '../items/item.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

type Direction = Extract<Cue, { kind: 'direction' }>;

const byWord = new Map<string, Adjective[]>();
for (const one of [...adjectives, ...serviceAdjectives]) {
  for (const word of new Set([...one.plain, ...one.most])) {
    const held = byWord.get(word);
    if (held === undefined) byWord.set(word, [one]);
    else held.push(one);
  }
}
const longestAdjective = 3;
/** Words that a second adjective completes: "from most to least expensive". */
const degrees: ReadonlySet<string> = new Set([
  'most',
  'least',
  'best',
  'worst',
  'highest',
  'lowest',
]);

/** Reads "from oldest to youngest" and "cheapest to most expensive": the order in which all rows are wanted. */
export function fromToItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const said = (place: number): string => words[place]?.lower ?? '';
  const isFrom = said(at) === 'from';
  const first = adjectiveAt(words, at + (isFrom ? 1 : 0));
  if (first === null) return tailItems(words, at);
  const to = first.end + (said(first.end) === 'to' || !isFrom ? 0 : 1);
  const isMeasure = isFrom && to > first.end && saysMeasure(first, words[first.end], index);
  if (said(to) !== 'to' || isMeasure) return isFrom ? countedItems(words, at, first) : [];
  const second = adjectiveAt(words, to + 1);
  if (second === null) return [];
  const whole = degrees.has(first.words) ? byDegree(first.words, second.words) : [];
  const cues = directions(whole.length > 0 ? whole : first.found, second.found);
  return cues.map((cue) => item(cue, at, second.end));
}

/** "from the highest fee", "from the most visits": the noun says by what, and not of which rows. */
function saysMeasure(
  { found }: ReadAdjective,
  noun: Word | undefined,
  index: SchemaIndex,
): boolean {
  if (noun?.kind !== 'word' || !found.some(({ of }) => of === null)) return false;
  if (found.every(({ of }) => of === null)) return true;
  const isRows = index.tablesNamed([noun.lemma]).some(({ score }) => score >= weights.link.akin);
  const [best] = index.fieldsNamed([noun.lemma]);
  return !isRows && (best?.score ?? 0) >= weights.link.akin;
}

/** Adjectives said at a place. */
export interface ReadAdjective {
  readonly words: string;
  readonly found: readonly Adjective[];
  readonly end: number;
}

/** The longest adjective at a place, with or without an article. */
export function adjectiveAt(words: readonly Word[], at: number): ReadAdjective | null {
  const start = words[at]?.lower === 'the' ? at + 1 : at;
  for (let length = longestAdjective; length > 0; length -= 1) {
    const said = words.slice(start, start + length).map(({ lower }) => lower);
    const found = said.length === length ? (byWord.get(said.join(' ')) ?? []) : [];
    if (found.length > 0) return { words: said.join(' '), found, end: start + length };
  }
  return null;
}

/** "most" of "from most to least expensive": the most expensive. */
function byDegree(degree: string, second: string): readonly Adjective[] {
  const [, ...rest] = second.split(' ');
  return rest.length === 0 ? [] : (byWord.get([degree, ...rest].join(' ')) ?? []);
}

/** What both adjectives may measure, at its two ends. */
function directions(
  first: readonly Adjective[],
  second: readonly Adjective[],
): readonly Direction[] {
  const paired = first.filter((one) =>
    second.some(({ of, direction }) => of === one.of && direction !== one.direction),
  );
  const all = paired.length > 0 ? paired : first.slice(0, 1);
  const isLoose = all.some(({ of }) => of === null);
  const measured = all.filter(({ of }) => of !== null);
  const cue = ({ direction, of }: Adjective): Direction => ({
    kind: 'direction',
    direction,
    isFromTo: true,
    ...(of === null ? {} : { of }),
    ...(isLoose ? { isLoose: true } : {}),
  });
  return (measured.length > 0 ? measured : all).map(cue);
}

/** "from the most guests to the fewest": by the noun that stands between. */
function countedItems(words: readonly Word[], at: number, first: ReadAdjective): readonly Item[] {
  const place = words.findIndex(({ lower }, one) => one > first.end && lower === 'to');
  const second = place < 0 || place > first.end + 3 ? null : adjectiveAt(words, place + 1);
  const [generic] = first.found.filter(({ of }) => of === null);
  if (generic === undefined || second === null) return [];
  if (!second.found.some(({ of, direction }) => of === null && direction !== generic.direction))
    return [];
  return [item({ kind: 'direction', direction: generic.direction }, at, first.end)];
}

/** "to the fewest", where "from the most" stands before: nothing more is said. */
function tailItems(words: readonly Word[], at: number): readonly Item[] {
  if (words[at]?.lower !== 'to') return [];
  const from = words.findLastIndex(({ lower }, place) => place < at && lower === 'from');
  const first = from < 0 ? null : adjectiveAt(words, from + 1);
  if (first === null || at - first.end > 3 || at <= first.end) return [];
  const second = adjectiveAt(words, at + 1);
  return second === null ? [] : [item({ kind: 'than' }, at, second.end)];
}

function item(cue: Cue, start: number, end: number): Item {
  return { kind: 'cue', cue, start, end, gain: gainOf(end - start, weights.parse.cue) };
}
