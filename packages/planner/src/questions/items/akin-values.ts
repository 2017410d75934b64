import { labelColumns } from '../../query/table-facts.ts';
import { cuesOf } from '../cues/cues-of.ts';
import { isSmallWord } from '../cues/small-words.ts';
import { spellingOf } from '../held-values.ts';
import type { HeldValue, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { valueItem } from './held-item.ts';
import { spanOf, type Item } from './item.ts';
import { participleValues } from './participle-values.ts';

/** How a contest ended, in the words that columns have for it and in those of whoever speaks of it. */
const outcomes: readonly (readonly string[])[] = [
  ['win', 'won', 'victory', 'victorious', 'winner'],
  ['loss', 'lost', 'lose', 'loser', 'defeat'],
  ['draw', 'drew', 'drawn', 'tie', 'tied'],
  ['pass', 'passed'],
  ['fail', 'failed', 'failure'],
  ['success', 'succeeded', 'successful'],
];
/** What is so, in the words of whoever speaks of it and in those that columns and comments have. */
const states: readonly (readonly string[])[] = [
  ['broken', 'out of order', 'defective', 'faulty', 'not working'],
  ['bounced', 'rejected'],
  ['rejected', 'declined', 'denied', 'refused', 'turned down', 'turn down', 'knocked back'],
  ['approved', 'accepted', 'given the go-ahead', 'waved through'],
  ['reimbursed', 'refunded', 'paid back', 'pay back'],
  ['on hold', 'paused', 'on ice', 'put on ice', 'halted'],
  ['chargeable', 'billable'],
  ['cancelled', 'canceled', 'called off'],
  ['shipped', 'dispatched'],
  ['ongoing', 'in progress', 'under way'],
  ['finished', 'completed'],
  ['vacant', 'unoccupied', 'empty'],
];
const beaten = /^(?:defeated|beaten|beat)$/u;
const passive = /^(?:was|were|been|being|is|are|got|get)$/u;

/**
 * Values that columns spell in another form: "rainy" for Rain, "in the rain" for Rainy, "won" for Victory, "voided"
 * for Void. Empty where
 * the word is a value or a name itself.
 */
export function akinValues(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const word = words[at];
  const phrase = phraseAt(words, at, index);
  if (phrase.length > 0) return phrase;
  if (word?.kind !== 'word' || !/^[a-z]{3,}$/u.test(word.lower)) return [];
  if (isSmallWord(word.lower) || cuesOf(word.lower).length > 0) return [];
  const forms = [...weatherForms(word.lower), ...outcomeForms(words, at)];
  const done =
    index.valuesSpelled(word.lower).length > 0 ? [] : participleValues(word.lower, index);
  const known = done.length === 0 && index.valuesSpelled(word.lemma).some(isKind);
  if (known || (forms.length === 0 && done.length === 0)) return [];
  const held = [...done, ...forms.flatMap((form) => index.valuesSpelled(form).filter(isKind))];
  if (held.length === 0) return [];
  const weight = weights.parse.value * weights.link.valueByWords;
  return [valueItem(held, word.text, { at, length: 1, weight })];
}

const longestPhrase = 3;

/** "turned down" where a column holds Rejected: states that are said in several words. */
function phraseAt(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  for (let length = longestPhrase; length > 1; length -= 1) {
    const said = spanOf(words, at, length);
    const forms = states.filter((one) => one.includes(said)).flat();
    if (forms.length === 0 || index.valuesSpelled(said).some(isKind)) continue;
    const held = forms.flatMap((form) => index.valuesSpelled(spellingOf(form)).filter(isKind));
    if (held.length === 0) continue;
    const weight = weights.parse.value * weights.link.valueByWords;
    return [valueItem(held, said, { at, length, weight })];
  }
  return [];
}

/** A song may be called Victory: what names rows tells no kind of them. */
function isKind({ field: { table, column } }: HeldValue): boolean {
  return !labelColumns(table).includes(column);
}

/** rainy and rain, sunny and sun, either way. */
function weatherForms(lower: string): readonly string[] {
  const noun = /^([a-z]{3,})y$/u.exec(lower)?.[1];
  if (noun !== undefined) return [noun, noun.replace(/([b-df-hj-np-tv-z])\1$/u, '$1')];
  const last = lower.at(-1) ?? '';
  return lower.length > 6 ? [] : [`${lower}y`, `${lower}${last}y`];
}

function outcomeForms(words: readonly Word[], at: number): readonly string[] {
  const lower = words[at]?.lower ?? '';
  const [won = [], lost = []] = outcomes;
  if (beaten.test(lower)) return passive.test(words[at - 1]?.lower ?? '') ? lost : won;
  const lemma = words[at]?.lemma ?? '';
  const group = outcomes.find((one) => one.includes(lower) || one.includes(lemma)) ?? [];
  const alike = states.filter((one) => one.includes(lower)).flat();
  return [...group, ...alike].filter((one) => one !== lower).map(spellingOf);
}
