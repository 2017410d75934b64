import type { Form, Test } from '../form.ts';
import { verbRoot } from '../states/verb-root.ts';
import type { Word } from '../words.ts';
import { isFate } from './strange-fates.ts';

const leads =
  /^(?:who|that|which|have|has|had|not|never|did|does|do|to|and|or|also|can|could|will|would|ever)$/u;
const between = /^(?:the|a|an|in|on|at|for|with|from|of|any|some)$/u;
/** Verbs after which a value is none that rows have. */
const denying: ReadonlySet<string> = new Set(
  'lack leave avoid miss dislike hate reject refuse decline cancel stop return dispute oppose drop sell'
    .split(' ')
    .map(verbRoot),
);
const won = verbRoot('win');
const mostBetween = 3;

/**
 * Words that nothing explains, without verbs whose object is a value of a column: "who [plays] the guitar", "athletes
 * who [won] a gold medal". What rows have to do with the value the column tells.
 */
export function withoutVerbsOfValues(
  words: readonly Word[],
  unread: readonly Word[],
  form: Form,
): readonly Word[] {
  const values = new Set(form.tests.flatMap(valuePlaces));
  if (values.size === 0) return unread;
  return unread.filter((word) => {
    const at = words.findIndex(({ start }) => start === word.start);
    return !isVerb(words, at) || !values.has(objectOf(words, at));
  });
}

/** Where the values of a test are said. */
function valuePlaces(test: Test): readonly number[] {
  if (test.kind === 'held') return test.negated ? [] : [test.left.at];
  return 'tests' in test ? test.tests.flatMap(valuePlaces) : [];
}

function isVerb(words: readonly Word[], at: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (word?.kind !== 'word') return false;
  const root = verbRoot(word.lower);
  if (denying.has(root) || (isFate(word.lower) && root !== won)) return false;
  return leads.test(before?.lower ?? '') || /(?:ed|won|wrote|sang)$/u.test(word.lower);
}

function objectOf(words: readonly Word[], at: number): number {
  let next = at + 1;
  while (between.test(words[next]?.lower ?? '') && next - at <= mostBetween) next += 1;
  return next;
}
