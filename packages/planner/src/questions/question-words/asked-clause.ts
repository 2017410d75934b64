import { isSmallWord } from '../cues/small-words.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** "were they held", "it starts and ends", "does each one live": what follows question words. */
export interface ClauseRead {
  readonly verbs: readonly string[];
  readonly end: number;
  readonly hasAuxiliary: boolean;
  readonly hasSubject: boolean;
}

const auxiliaries: ReadonlySet<string> = new Set(
  "is are was were be been being do does did has have had will would 's".split(' '),
);
const pronouns: ReadonlySet<string> = new Set('it they them he she him her these those'.split(' '));
const adverbs: ReadonlySet<string> = new Set(
  'first last originally initially officially'.split(' '),
);
const particles: ReadonlySet<string> = new Set(
  'in on at up out off from for by with to'.split(' '),
);
/** Verbs among the words that say little. */
const smallVerbs: ReadonlySet<string> = new Set(
  'own owns owned hold holds held make makes made live lives work works take takes took taken happen happened belong belongs come came go goes appear appeared located'.split(
    ' ',
  ),
);
/** Begin what is no verb of the clause any more. */
const closers: ReadonlySet<string> = new Set(
  'order ordered sort sorted rank ranked show list give return sorting ordering'.split(' '),
);

/** Reads the rest of a clause about rows that were named before: its subject is a pronoun or their name. */
export function clauseAfter(words: readonly Word[], from: number, index: SchemaIndex): ClauseRead {
  let at = from;
  const first = skip(words, at, auxiliaries);
  const subject = subjectAt(words, first, index);
  at = skip(words, subject, auxiliaries, adverbs);
  const { verbs, end } = verbsAt(words, at, index);
  const after = skip(words, end, auxiliaries, pronouns, adverbs);
  const trailing = particles.has(words[after]?.lower ?? '') && isEnd(words[after + 1]) ? 1 : 0;
  return {
    verbs,
    end: (after > end && isEnd(words[after]) ? after : end) + trailing,
    hasAuxiliary: first > from,
    hasSubject: subject > first,
  };
}

function skip(
  words: readonly Word[],
  from: number,
  ...sets: readonly ReadonlySet<string>[]
): number {
  let at = from;
  while (sets.some((set) => set.has(words[at]?.lower ?? ''))) at += 1;
  return at;
}

/** Where the words after "it", "each one", "the company" begin; `at` where there is no such subject. */
function subjectAt(words: readonly Word[], at: number, index: SchemaIndex): number {
  const first = words[at]?.lower ?? '';
  if (pronouns.has(first)) return at + 1;
  if (!['each', 'every', 'any', 'some', 'the', 'a', 'an', 'that', 'this', 'one'].includes(first))
    return at;
  if (first === 'one') return at + 1;
  const next = words[at + 1]?.lower ?? '';
  if (first === 'each' && next === 'one') return at + 2;
  if (first === 'each' && next === 'of') return at + 3;
  const isTable = isTableName(words[at + 1], index);
  if (isTable) return at + 2;
  return first === 'each' && isEnd(words[at + 1]) ? at + 1 : at;
}

export function isTableName(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word') return false;
  return (index.tablesNamed([word.lemma])[0]?.score ?? 0) >= weights.link.sure;
}

/** One verb, or two with "and" between them. */
function verbsAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): { readonly verbs: readonly string[]; readonly end: number } {
  if (!mayBeVerb(words[at], index)) return { verbs: [], end: at };
  const first = words[at]?.lower ?? '';
  const isPhrase = /^(?:took|take|taken|takes)$/u.test(first) && words[at + 1]?.lower === 'place';
  const end = at + (isPhrase ? 2 : 1);
  const second = words[end]?.lower === 'and' ? words[end + 1] : undefined;
  return mayBeVerb(second, index) && isEnd(words[end + 2])
    ? { verbs: [first, second?.lower ?? ''], end: end + 2 }
    : { verbs: [first], end };
}

function mayBeVerb(word: Word | undefined, index: SchemaIndex): boolean {
  if (word?.kind !== 'word' || closers.has(word.lower)) return false;
  if (isSmallWord(word.lower) && !smallVerbs.has(word.lower)) return false;
  return !isTableName(word, index) || /(?:ed|s)$/u.test(word.lower);
}

/** The end of the question, or of a sentence or part of it. */
export function isEnd(word: Word | undefined): boolean {
  return word === undefined || word.kind === 'mark';
}
