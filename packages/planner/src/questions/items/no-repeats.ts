import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, spanOf, type Item } from './item.ts';

const phrase =
  /^(?:, )?(?:but )?(?:(?:without|with no|no|excluding|ignoring|removing|leaving out|omitting) (?:any )?(?:repeats|repeat|repetitions?|duplicates?|duplications?|doubles|repeating(?: any(?: of them)?| them)?|duplicating(?: any(?: of them)?| them)?)|без (?:повторов|повторений|повторения|дубликатов|дублей|дублирования)|(?:каждый|каждую|каждое|каждого) (?:только )?(?:один|по одному|одному) раз(?:у)?)(?= |$)/u;
/** "Each only once": at the end, behind a list. */
const once =
  /^, (?:(?:show|list|give|name|each|every)(?:ing|ed)? )?(?:each |every |them |it )?(?:one |of them )?(?:only once|just once|exactly once|once only|once)(?: each)?(?= [.?!]$|$)/u;
const eachOnce = /^(?:only|just|exactly) once$/u;
const listsEach =
  /^(?:(?:please )?(?:list|show|give|name|return|display|print)(?: me)? (?:each|every)) /u;
const longest = 8;

/** "…, without repeats", "each only once": what is shown is shown once. */
export function noRepeatsItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const length = lengthAt(words, at);
  if (length === 0) return [];
  // "repairs without repeats", where rows or columns are called so.
  const isNamed = words.slice(at, at + length).some(({ kind, lemma }) => {
    if (kind !== 'word') return false;
    const scores = [index.tablesNamed([lemma])[0]?.score, index.fieldsNamed([lemma])[0]?.score];
    return scores.some((score = 0) => score >= weights.link.sure);
  });
  if (isNamed) return [];
  const gain = gainOf(length, weights.parse.value);
  return [{ kind: 'cue', cue: { kind: 'once' }, start: at, end: at + length, gain }];
}

function lengthAt(words: readonly Word[], at: number): number {
  const first = words[at];
  if (first === undefined || !leads.test(first.lower)) return 0;
  const said = spanOf(words, at, longest);
  const isEach = /^(?:only|just|exactly)$/u.test(first.lower) && listsOnce(words, at);
  if (isEach) return 2;
  return (phrase.exec(said) ?? once.exec(said))?.[0].split(' ').length ?? 0;
}

/** "List each city only once." */
function listsOnce(words: readonly Word[], at: number): boolean {
  const isLast = words.slice(at + 2).every(({ kind }) => kind === 'mark');
  return (
    isLast && eachOnce.test(spanOf(words, at, 2)) && listsEach.test(spanOf(words, 0, words.length))
  );
}

const leads =
  /^(?:,|but|without|with|no|excluding|ignoring|removing|leaving|omitting|only|just|exactly|без|каждый|каждую|каждое|каждого)$/u;
