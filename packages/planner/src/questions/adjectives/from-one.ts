import { isMeasure } from '../../query/table-facts.ts';
import type { Attribute, Cue } from '../cues/cue.ts';
import { cuesOf } from '../cues/cues-of.ts';
import { debt, wealth } from '../cues/measured.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

const someone = '(?:(?:the )?(?:ones?|person|people)|those|whoever|who)';
const verb = '(?:(?:that|who|which|with|having|has|have|had|is|are|was|were|been|get|gets) )*';
const degree =
  '(?:the )?(?<degree>most|highest|largest|biggest|greatest|least|fewest|lowest|smallest)';
const from = '(?:(?:starting|beginning|going|running|ranging)(?: out)? )?(?:from|with) ';
const to = '(?:(?:, )?(?:and )?(?:going |then |all the way )?(?:down |up )?to |, down to )';
const other =
  '(?:the )?(?<other>most|highest|largest|biggest|greatest|least|fewest|lowest|smallest)';
/** "from the one with most money to the one with least", "from who owes the most to who owes the least". */
const withNoun = new RegExp(
  `^(?<head>${from}${someone} ${verb}${degree}) (?<noun>\\p{L}+(?: \\p{L}+)?) (?<tail>${to}(?:${someone} )?${verb}${other}(?: \\k<noun>)?)(?= |$)`,
  'u',
);
const withVerb = new RegExp(
  `^${from}${someone} ${verb}(?<verb>\\p{L}+) ${degree} ${to}(?:${someone} )?${verb}(?:\\k<verb> )?${other}(?: \\k<verb>)?(?= |$)`,
  'u',
);
const withParticiple = new RegExp(
  `^${from}(?:${someone} )?${verb}${degree} (?<verb>\\p{L}+(?:ed|en|wn|ught)) ${to}(?:${someone} )?${verb}${other}(?: \\k<verb>)?(?= |$)`,
  'u',
);
const best: ReadonlySet<string> = new Set(['most', 'highest', 'largest', 'biggest', 'greatest']);
const longest = 24;
/** First words of such a phrase, and of what goes on behind its noun. */
const begins = /^(?:from|with|starting|beginning|going|running|ranging)$/u;
const goesOn = /^(?:,|and|going|then|all|down|up|to)$/u;

/** Reads rows that are told by what the first and the last of them have: all, in that order. */
export function fromOneItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const tail = tailItems(words, at);
  if (tail.length > 0) return tail;
  if (!begins.test(words[at]?.lower ?? '')) return [];
  const said = spanOf(words, at, longest);
  const pair = withNoun.exec(said);
  if (pair?.groups !== undefined && isPair(pair.groups)) {
    const direction = directionOf(pair.groups);
    return pair.groups['noun'] === 'money'
      ? [measured(wealth, direction, at, pair[0])]
      : [item({ kind: 'direction', direction }, at, at + count(pair.groups['head'] ?? ''))];
  }
  const found = withVerb.exec(said) ?? withParticiple.exec(said);
  const groups = found?.groups;
  if (found === null || groups === undefined || !isPair(groups)) return [];
  const of = measuredBy(groups['verb'] ?? '', index);
  return of === null ? [] : [measured(of, directionOf(groups), at, found[0])];
}

function measured(
  of: readonly Attribute[],
  direction: 'asc' | 'desc',
  at: number,
  said: string,
): Item {
  return item({ kind: 'direction', direction, of, isFromTo: true }, at, at + count(said));
}

/** "to the one with fewest", where the first one stands before its noun: nothing more is said. */
function tailItems(words: readonly Word[], at: number): readonly Item[] {
  if (!goesOn.test(words[at]?.lower ?? '')) return [];
  for (let start = Math.max(0, at - 10); start < at; start += 1) {
    if (!begins.test(words[start]?.lower ?? '')) continue;
    const groups = withNoun.exec(spanOf(words, start, longest))?.groups;
    if (groups === undefined || !isPair(groups)) continue;
    const behind = start + count(groups['head'] ?? '') + count(groups['noun'] ?? '');
    if (behind === at)
      return [item({ kind: 'than' }, at, at + count((groups['tail'] ?? '').trim()))];
  }
  return [];
}

/** What a verb ranks by: what it means, or a number that is called like it. */
function measuredBy(said: string, index: SchemaIndex): readonly Attribute[] | null {
  if (/^ow(?:e|es|ed|ing)$/u.test(said)) return debt;
  const meant = cuesOf(said).find((cue) => cue.kind === 'does');
  if (meant?.kind === 'does') return meant.of;
  const stem = said.replace(/(?:ed|es|e|s)$/u, '');
  const names = [said, `times ${said}`, `${stem}e`, stem, `${stem}ation`, `${stem}ion`];
  const named = names.find((name) =>
    index
      .fieldsNamed(name.split(' '))
      .some(({ what, score }) => score >= weights.link.akin && isMeasure(what.column, what.table)),
  );
  return named === undefined ? null : [{ words: named }];
}

type Groups = Readonly<Record<string, string>>;

function isPair({ degree: first = '', other: second = '' }: Groups): boolean {
  return best.has(first) !== best.has(second);
}

function directionOf({ degree: first = '' }: Groups): 'asc' | 'desc' {
  return best.has(first) ? 'desc' : 'asc';
}

function count(said: string): number {
  return said.trim().split(' ').length;
}

function item(cue: Cue, start: number, end: number): Item {
  return { kind: 'cue', cue, start, end, gain: gainOf(end - start, weights.parse.cue) };
}
