import { age } from '../cues/measured.ts';
import type { Operator } from '../form.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { birthDates } from './age-mention.ts';

const ofAge = '(?: the age of)?';
const done = `(?:turned${ofAge}|reached the age of)`;
const forms: readonly (readonly [RegExp, Operator])[] = [
  [new RegExp(`^(?:(?:is|are|was|were) )?not yet(?: ${done}| of age)?$`, 'u'), 'lt'],
  [new RegExp(`^(?:(?:has|have|had) not|hasn't|haven't|hadn't)(?: yet)? ${done}$`, 'u'), 'lt'],
  [new RegExp(`^(?:(?:has|have|had) )?yet to (?:turn${ofAge}|reach the age of)$`, 'u'), 'lt'],
  [new RegExp(`^(?:(?:has|have|had) )?(?:already )?${done}$`, 'u'), 'ge'],
  [/^(?:(?:is|are|was|were) )?already$/u, 'ge'],
];
const longest = 8;
const oldest = 120;
/** What may follow the number: nothing that it counts. */
const behind =
  /^(?:year|years|yet|and|or|in|at|from|by|who|that|with|for|of|to|already|but|when|this|on)$/u;

/** Reads "not yet 50", "have not turned 40": a comparison of ages with the number that follows. */
export function turnedItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  for (let length = longest; length > 0; length -= 1) {
    const number = words[at + length];
    if (number?.kind !== 'number' || !isAge(number.value)) continue;
    const said = spanOf(words, at, length);
    const op = forms.find(([form]) => form.test(said))?.[1];
    if (op === undefined || !isDone(words, at + length + 1) || !knowsAges(index)) continue;
    const gain = gainOf(length, weights.parse.cue) + weights.parse.verbOfRank;
    const cue = { kind: 'compare', op, of: age.slice(0, 2) } as const;
    return [{ kind: 'cue', cue, start: at, end: at + length, gain }];
  }
  return [];
}

function knowsAges(index: SchemaIndex): boolean {
  const [named] = index.fieldsNamed(['age']);
  return (named?.score ?? 0) >= weights.link.sure || birthDates(index).length > 0;
}

function isAge(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value > 0 && value <= oldest;
}

/** "5 years old", or nothing of its own: not "not yet 5 orders", nor "already 3 years late". */
function isDone(words: readonly Word[], end: number): boolean {
  const next = words[end];
  if (next === undefined || next.kind === 'mark') return true;
  if (/^years?$/u.test(next.lower)) return /^(?:old|of)$/u.test(words[end + 1]?.lower ?? '');
  return behind.test(next.lower);
}
