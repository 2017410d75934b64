import type { Test } from '../form.ts';
import type { TrialRows } from './outcome.ts';
import type { Tried } from './try-candidates.ts';

/**
 * Names that no row was seen to have, of a query that finds nothing: "shipments for [Zeppelin]". Which column they are of
 * was a guess, so that nothing found is no answer. Empty where the words say of what they are: "customers called Zeppelin".
 */
export function namesNotFound({ candidate, found }: Tried): readonly string[] {
  if (found === null || !findsNothing(found)) return [];
  return candidate.form.tests.flatMap(guessedNames);
}

function guessedNames(test: Test): readonly string[] {
  if (test.kind === 'all') return test.tests.flatMap(guessedNames);
  if (test.kind !== 'compare' || test.op !== 'eq' || test.right.kind !== 'text') return [];
  const isGuess = test.left.kind === 'column' && test.left.words === '';
  return isGuess && /^\p{Lu}/u.test(test.right.value) ? [test.right.value] : [];
}

/** No rows, or none but NULLs and counts of nothing. */
function findsNothing({ rows }: TrialRows): boolean {
  return rows.every((row) => row.every((value) => value === null || value === '0'));
}
