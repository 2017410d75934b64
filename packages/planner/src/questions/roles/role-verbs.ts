import { likeness } from '../word-likeness.ts';
import type { TableMention } from '../form.ts';
import { tableParts } from '../name-parts.ts';
import type { Word } from '../words.ts';
import { weights } from '../weights.ts';
import type { RoleTable, Roles } from './role-tables.ts';

/** Verbs and nouns for the one who is above others. */
const above: ReadonlySet<string> = new Set(
  'head chief lead leader manager manage director direct boss run supervise supervisor chair'.split(
    ' ',
  ),
);
const askers: ReadonlySet<string> = new Set(['who', 'whom', 'currently', 'now']);

/** "Who heads": a verb for those whose key is called by it; those above others of their table apart. */
export function rolesOfVerb(
  words: readonly Word[],
  at: number,
  roles: Roles,
): readonly TableMention[] {
  const word = words[at];
  if (word?.kind !== 'word' || !askers.has(words[at - 1]?.lower ?? '')) return [];
  const ranked = roles.tables
    .map((role) => ({ role, score: verbScore(word.lemma, role) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const mention = (found: typeof ranked): TableMention[] => {
    const alternatives = found.map(({ role, score }) => ({ what: role.table, score }));
    const [first] = found;
    if (first === undefined) return [];
    const verbOf = first.role.base;
    const self = first.role.isSelf ? { ofSelf: verbOf } : {};
    return [{ kind: 'table', alternatives, words: word.lower, at, verbOf, ...self }];
  };
  const others = ranked.filter(({ role }) => !role.isSelf);
  // "Who heads the north branch": rows that have a head, and nobody's superior.
  const isOfOthers = others.some(({ role }) => isNamedBehind(words, at, role));
  return [
    ...mention(others),
    ...mention(isOfOthers ? [] : ranked.filter(({ role }) => role.isSelf)),
  ];
}

/** So far behind a verb. */
const mostBehind = 5;

function isNamedBehind(words: readonly Word[], at: number, { edges }: RoleTable): boolean {
  const behind = words.slice(at + 1, at + 1 + mostBehind).map(({ lemma }) => lemma);
  return edges.some(({ many }) => behind.includes(tableParts(many.object.name).at(-1) ?? ''));
}

function verbScore(verb: string, { parts, phrases, base }: RoleTable): number {
  const own = tableParts(base.object.name);
  const said = [...parts, ...phrases.flatMap(([first = '']) => first)].filter(
    (part) => !own.includes(part),
  );
  const named = Math.max(0, ...said.map((part) => likeness(verb, part)));
  if (named >= weights.link.akin) return 1;
  return above.has(verb) && said.some((part) => above.has(part)) ? weights.link.synonym : 0;
}
