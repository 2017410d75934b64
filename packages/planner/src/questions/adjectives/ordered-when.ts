import type { Cue } from '../cues/cue.ts';
import { recent } from '../cues/measured.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { verbAt } from './done-first.ts';

const who = '(?:they|it|he|she|each|these|those)';
const done = '(?: (?:was|were|got|had been|have been|has been))?';
const forms: readonly RegExp[] = [
  new RegExp(`^in (?:the )?order (?:in which |that |of when )?${who}${done}(?= )`, 'u'),
  new RegExp(
    `^by (?:the )?(?:year|date|day|time) (?:(?:in|on|at) which |when |that )?${who}${done}(?= )`,
    'u',
  ),
  new RegExp(`^by when ${who}${done}(?= )`, 'u'),
];
const sorts = /^(?:sorted|ordered|ordering|sorting|sort|order|arranged|listed|ranked)$/u;
const most = 8;

/** Reads "in the order in which they were hired", "by the year they were founded": rows in the order of a moment. */
export function orderedWhenItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const isSorted = sorts.test(words[at]?.lower ?? '') && words[at + 1]?.lower === 'by';
  const start = isSorted ? at + 1 : at;
  if (!isSorted && words[at]?.lower !== 'in') return [];
  const said = spanOf(words, start, most);
  const found = forms.map((form) => form.exec(said)).find((one) => one !== null);
  if (found === undefined || found === null) return [];
  const verb = start + found[0].split(' ').length;
  const done = verbAt(words, verb, index);
  const end = done === null ? verb : verb + 1;
  const of = done ?? recent;
  const cue: Cue = { kind: 'direction', direction: 'asc', of, isWhen: true };
  return [{ kind: 'cue', cue, start: at, end, gain: gainOf(end - at, weights.parse.cue) }];
}
