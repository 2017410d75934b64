import { columnMention } from '../column-mention.ts';
import type { Test } from '../form.ts';
import type { PlacedCondition } from '../states/state-items.ts';
import type { DescribedPhrase, StateIndex } from '../states/state-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { isContent, mayEnd, rootsOf } from './state-phrases.ts';

const longest = 8;

/** States that words beginning at a place say as comments do: "pay out of pocket", "over-the-counter". */
export function phrasesAt(
  words: readonly Word[],
  at: number,
  { phrases }: StateIndex,
): readonly PlacedCondition[] {
  const first = words[at];
  if (first?.kind !== 'word') return [];
  const known = new Set(rootsOf(first.lower).flatMap((root) => phrases.get(root) ?? []));
  return [...known].flatMap((phrase): PlacedCondition[] => {
    const match = matchAt(words, at, phrase.roots);
    if (match === null) return [];
    const said = words
      .slice(at, at + match.length)
      .map(({ lower }) => lower)
      .join(' ');
    const { described } = weights.state;
    const sure = described - weights.state.perMissing * (1 - match.share);
    const test = testOf(match.isNegated ? contrary(phrase) : phrase, said, at);
    return [{ kind: 'condition', test, sure, length: match.length }];
  });
}

const negative: ReadonlySet<string> = new Set([
  'not',
  'never',
  "n't",
  "didn't",
  "doesn't",
  "don't",
]);

function contrary({ says, ...phrase }: DescribedPhrase): DescribedPhrase {
  return says.kind === 'null'
    ? { ...phrase, says: { kind: 'null', isEmpty: !says.isEmpty } }
    : { ...phrase, says: { kind: 'flag', value: !says.value } };
}

interface Match {
  readonly length: number;
  /** Of the words of the phrase. */
  readonly share: number;
  /** "the guest did not turn up". */
  readonly isNegated: boolean;
}

/** The longest stretch of words that says most of a phrase and nothing else; null where it says too little. */
function matchAt(words: readonly Word[], at: number, roots: readonly string[]): Match | null {
  const said = new Set<string>();
  let end = at;
  let isNegated = false;
  for (let place = at; place < Math.min(words.length, at + longest); place += 1) {
    const word = words[place];
    if (word?.kind !== 'word') break;
    const own = rootsOf(word.lower);
    if (own.some((root) => !roots.includes(root))) break;
    if (negative.has(word.lower)) isNegated = !isNegated;
    const next = words[place + 1];
    const isLast = next === undefined || rootsOf(next.lower).some((root) => !roots.includes(root));
    if (own.length === 0 || (isLast && !own.some(mayEnd))) continue;
    for (const root of own) said.add(root);
    end = place + 1;
  }
  const share = said.size / new Set(roots).size;
  // What is done says more than to what.
  const least = said.has(roots[0] ?? '') ? weights.state.leastOfVerb : weights.state.leastShare;
  const isEnough = said.size > 1 && share >= least && [...said].some(isContent);
  return isEnough ? { length: end - at, share, isNegated } : null;
}

function testOf({ field, says }: DescribedPhrase, words: string, at: number): Test {
  const left = columnMention(field, words, at);
  return says.kind === 'flag'
    ? { kind: 'flag', left, value: says.value }
    : { kind: 'null', left, negated: !says.isEmpty };
}
