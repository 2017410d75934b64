import { wordLemma, type Word } from '../words.ts';
import { tableParts } from '../name-parts.ts';
import { otherNames } from './other-names.ts';
import type { RoleTable } from './role-tables.ts';
import { isOfSide, type Side } from './way-sides.ts';

/** Nouns for the two ends of a way. */
const nouns: readonly (readonly [RegExp, Side])[] = [
  [
    /^(?:origins?|sources?|starts?|beginnings?|departures?|(?:start|starting|departure) (?:points?|places?)|(?:points?|places?) of (?:departure|origin)|senders?)$/u,
    'origin',
  ],
  [
    /^(?:(?:final )?destinations?|targets?|arrivals?|ends?|endpoints?|(?:end|ending|arrival) (?:points?|places?)|(?:points?|places?) of arrival|receivers?|recipients?)$/u,
    'goal',
  ],
];
const longest = 3;

/** How many words from a place name a role: "starting point", "departure port". 0: none do. */
export function roleNounAt(words: readonly Word[], at: number, role: RoleTable): number {
  const own = tableParts(role.base.object.name).join(' ');
  for (let length = longest; length > 0; length -= 1) {
    const part = words.slice(at, at + length);
    if (part.length < length || part.some(({ kind }) => kind !== 'word')) continue;
    const said = part.map(({ lower }) => lower).join(' ');
    const named = part.map(({ lower }) => wordLemma(lower)).join(' ');
    const bare = named.endsWith(` ${own}`) ? named.slice(0, -own.length - 1) : named;
    if ([said, bare].some((one) => isNounOf(one, role))) return length;
  }
  return 0;
}

function isNounOf(noun: string, role: RoleTable): boolean {
  const side = nouns.find(([said]) => said.test(noun))?.[1];
  if (side !== undefined && isOfSide(role.parts, side)) return true;
  return [role.parts, ...role.phrases, ...otherNames(role)].some((one) => one.join(' ') === noun);
}
