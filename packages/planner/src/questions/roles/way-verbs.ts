import { articles } from '../name-spans.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { gainOf, type Item } from '../items/item.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { wordLemma, type Word } from '../words.ts';
import { isOfSide, type Side } from './way-sides.ts';
import type { RoleTable } from './role-tables.ts';

/** Verbs of ways by the end they tell of, with what may stand between them and the place. */
const verbs: readonly (readonly [RegExp, RegExp, Side])[] = [
  [
    /^(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?|terminat(?:e|es|ed|ing)|arriv(?:e|es|ed|ing)|land(?:s|ed|ing)?|conclud(?:e|es|ed|ing))$/u,
    /^(?:in|at|on|into|up)$/u,
    'goal',
  ],
  [/^(?:reach(?:es|ed|ing)?)$/u, /^$/u, 'goal'],
  [
    /^(?:bound|head(?:s|ed|ing)?|destined|mak(?:e|es|ing)|set|leav(?:e|es|ing)|left)$/u,
    /^for$/u,
    'goal',
  ],
  [
    /^(?:go|goes|going|went|gone|travel(?:s|led|ed|ling|ing)?|fly|flies|flew|flying|flown|run|runs|ran|running|lead|leads|led|head(?:s|ed|ing)?|drive|drives|drove|driving|ride|rides|rode|riding|sail(?:s|ed|ing)?|move|moves|moved|moving|ship(?:s|ped|ping)?|sent|send|sends|come|comes|came|coming|destined|connect(?:s|ed|ing)?)$/u,
    /^(?:to|into|towards?)$/u,
    'goal',
  ],
  [
    /^(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|begun|originat(?:e|es|ed|ing)|commenc(?:e|es|ed|ing)|depart(?:s|ed|ing)?|set(?:s|ting)? (?:off|out)|tak(?:e|es|ing) off|took off)$/u,
    /^(?:in|at|from|out|off)$/u,
    'origin',
  ],
  [/^(?:leav(?:e|es|ing)|left|depart(?:s|ed|ing)?)$/u, /^(?:from|in|at|)$/u, 'origin'],
  [
    /^(?:go|goes|going|went|travel(?:s|led|ed|ling|ing)?|fly|flies|flew|flying|run|runs|ran|running|drive|drives|drove|driving|ride|rides|rode|riding|sail(?:s|ed|ing)?|move|moves|moved|moving|ship(?:s|ped|ping)?|sent|send|sends|come|comes|came|coming)$/u,
    /^(?:from|out)$/u,
    'origin',
  ],
];

/** Which end of a way words say that stand just before a place: "finished in", "bound for", "taking off from". */
export function sideSaid(hints: readonly string[]): Side | null {
  const [second = '', first = '', last = ''] = ['', '', '', ...hints].slice(-3);
  const of = (verb: string, link: string): Side | null =>
    verbs.find(([said, between]) => said.test(verb) && between.test(link))?.[2] ?? null;
  // "set off from", "leaving Dublin".
  return of(`${second} ${first}`, last) ?? of(first, last) ?? of(last, '');
}

/** The words before a name without those that only say what kind of place it is: "going to the city", "ended at a site in". */
export function hintsOfRole(role: RoleTable, hints: readonly string[]): readonly string[] {
  const own = new Set([
    ...tableParts(role.base.object.name),
    ...role.base.columns.flatMap(({ name }) => partsOf(name)),
  ]);
  const isOwn = (word: string | undefined): boolean =>
    word !== undefined && !isSmallWord(word) && own.has(wordLemma(word));
  let end = hints.length;
  while (asking.has(hints[end - 1] ?? '')) end -= 1;
  if (/^(?:in|of|called|named)$/u.test(hints[end - 1] ?? '') && isOwn(hints[end - 2])) end -= 1;
  while (isOwn(hints[end - 1])) end -= 1;
  return end === 0 ? hints : hints.slice(0, end);
}

const asking: ReadonlySet<string> = new Set('which what'.split(' '));

/** "Which site do most rides end at?": the verb at the end says which one is asked for. */
export function strandedHints(words: readonly Word[], at: number): readonly string[] {
  const isAsked = [words[at - 1], words[at - 2]].some((word) => asking.has(word?.lower ?? ''));
  if (!isAsked) return [];
  const end = words.findIndex(({ kind }, place) => place > at && kind === 'mark');
  const said = words.slice(at + 1, end < 0 ? words.length : end).map(({ lower }) => lower);
  return sideSaid(said.slice(-2)) === null || said.length < 2 ? [] : said.slice(-2);
}

/** A verb that only says which end of a way is meant: the key in that role was read from it. */
export function wayVerbItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const word = words[at];
  if (word?.kind !== 'word') return [];
  for (const length of [2, 1]) {
    const said = words.slice(at, at + length).map(({ lower }) => lower);
    const link = words[at + length]?.lower ?? '';
    const sides = verbs.flatMap(([verb, between, side]) => {
      if (!verb.test(said.join(' '))) return [];
      if (link !== '' && between.test(link)) return [{ side, from: at + length + 1 }];
      return between.test('') ? [{ side, from: at + length }] : [];
    });
    const isOfRole = sides.some(({ side, from }) =>
      index.roles.tables.some(
        (role) =>
          role.isOneOfSeveral &&
          isOfSide(role.parts, side) &&
          (isPlaceAt(words, from, { role, index }) ||
            isStranded(words, { at, from }, { role, index })),
      ),
    );
    if (!isOfRole) continue;
    const gain = gainOf(length, weights.parse.cue);
    return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + length, gain }];
  }
  return [];
}

interface Ends {
  readonly role: RoleTable;
  readonly index: SchemaIndex;
}

const longestPlace = 5;

/** Whether words name rows of the table that plays the role, by a value of it or by what it is called. */
function isPlaceAt(words: readonly Word[], from: number, { role, index }: Ends): boolean {
  let at = from;
  while (/^['"]$/u.test(words[at]?.lower ?? '') || isIdle(words[at])) at += 1;
  const [named] = index.tablesNamed([words[at]?.lemma ?? '']);
  if (named !== undefined && (index.roles.roleOf(named.what)?.base ?? named.what) === role.base)
    return true;
  const isKind = role.base.columns.some(({ name }) =>
    partsOf(name).includes(words[at]?.lemma ?? ''),
  );
  return [at, ...(isKind ? [at + 1] : [])].some((place) =>
    Array.from({ length: longestPlace }, (_, more) => more + 1).some((length) => {
      const said = words.slice(place, place + length).map(({ lower }) => lower);
      return (
        said.length === length &&
        index
          .valuesSpelled(said.join(' ').replaceAll(/['"]/gu, '').trim())
          .some(({ field }) => field.table === role.base)
      );
    }),
  );
}

function isIdle(word: Word | undefined): boolean {
  return articles.has(word?.lower ?? '') || /^(?:each|every|any)$/u.test(word?.lower ?? '');
}

/** "Which site do most rides end at?" */
function isStranded(
  words: readonly Word[],
  { at, from }: { readonly at: number; readonly from: number },
  { role, index }: Ends,
): boolean {
  const isLast = words.slice(from).every(({ kind }) => kind === 'mark');
  if (!isLast || from === at + 1) return false;
  return words
    .slice(0, at)
    .some(({ lemma }) => index.tablesNamed([lemma])[0]?.what.object.name === role.base.object.name);
}

/** How well a role is the end of a way that words say; null where they say none. */
export function fitOfSide(role: RoleTable, hints: readonly string[]): number | null {
  const side = sideSaid(hintsOfRole(role, hints));
  return side === null || !(isOfSide(role.parts, 'goal') || isOfSide(role.parts, 'origin'))
    ? null
    : Number(isOfSide(role.parts, side));
}
