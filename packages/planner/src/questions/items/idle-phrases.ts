import type { SchemaIndex } from '../schema-index.ts';
import { verbRoot } from '../states/verb-root.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { exceptNoneWords, skippedGroupWords } from './empty-groups.ts';
import { crowdWordsAt, presenceVerbAt } from './population.ts';
import { gainOf, type Item } from './item.ts';
import { isOfTookPlace } from './took-place.ts';

/** Verbs by which rows have to do with other rows, and that say no more of them. */
const relating: ReadonlySet<string> = new Set(
  (
    'write author make do handle deal dealt manage process perform carry give submit file place issue hold host have own ' +
    'play record produce publish lead run teach attend visit join participate enter receive get register create post ' +
    'leave deliver serve use work contribute sign ran got conduct organize organise arrange undertake oversee look complete book buy order purchase rent borrow reserve'
  )
    .split(' ')
    .map(verbRoot),
);
const particles = /^(?:with|on|in|at|for|to|of|out|up|after|part)$/u;
const counted = /^(?:an?|any|no|single|most|fewest|least|more|fewer|less|at|the|than|one|even)$/u;
const before =
  /^(?:not|never|who|that|which|have|has|had|did|does|do|didn't|haven't|hasn't|hadn't)$/u;
/** Between the verb and the rows: particles, articles and what counts them. */
const mostBetween = 4;

/** "took place", "not written any review": words that say nothing beside what stands with them. */
export function idleItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const phrase = isOfTookPlace(words, at + 1)
    ? 2
    : skippedGroupWords(words, at) ||
      presenceVerbAt(words, at, index) ||
      crowdWordsAt(words, at, index);
  const length = phrase === 0 ? verbOfRows(words, at, index) : phrase;
  const except = phrase === 0 ? exceptNoneWords(words, at) : 0;
  if (except > 0) {
    const end = at + except;
    const gain = gainOf(end - at, weights.parse.cue);
    return [{ kind: 'cue', cue: { kind: 'relative' }, start: at, end, gain }];
  }
  if (length === 0) return [];
  const gain = phrase > 0 ? gainOf(length, weights.parse.cue) : -weights.parse.small * length;
  return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + length, gain }];
}

/** How many words of a verb and its particles stand right before rows that are counted or denied; 0: none do. */
function verbOfRows(words: readonly Word[], at: number, index: SchemaIndex): number {
  const word = words[at];
  if (word?.kind !== 'word' || !relating.has(verbRoot(word.lower))) return 0;
  const who = words[at - 1];
  const isVerb =
    who !== undefined && (before.test(who.lower) || isRows(who, index, weights.link.akin));
  if (!isVerb) return 0;
  let next = at + 1;
  while (isParticle(words, next) && next - at <= 2) next += 1;
  const length = next - at;
  let isCounted = false;
  while (isCounting(words[next]) && next - at - length < mostBetween) {
    isCounted ||= words[next]?.lower !== 'the';
    next += 1;
  }
  return isCounted && isRows(words[next], index, weights.link.sure) ? length : 0;
}

/** "worked on", but not the "at" of "at least". */
function isParticle(words: readonly Word[], at: number): boolean {
  const isBound = /^(?:least|most)$/u.test(words[at + 1]?.lower ?? '');
  return particles.test(words[at]?.lower ?? '') && !isBound;
}

function isCounting(word: Word | undefined): boolean {
  return word?.kind === 'number' || counted.test(word?.lower ?? '');
}

function isRows(word: Word | undefined, index: SchemaIndex, least: number): boolean {
  return word?.kind === 'word' && (index.tablesNamed([word.lemma])[0]?.score ?? 0) >= least;
}
