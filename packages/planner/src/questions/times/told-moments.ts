import type { CatalogColumn } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { Form, Test } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from '../states/verb-root.ts';

/**
 * Whether a moment is that of a state which the form asks for: "cancellations per month" are counted by
 * `canceled_on`, whether a status or the moment itself tells that they were cancelled.
 */
export function toldMoments({ tests }: Form): (column: CatalogColumn) => boolean {
  const told = tests.filter((test) => 'left' in test && test.left.kind === 'column');
  const filled = new Set(told.flatMap(filledColumns));
  const roots = new Set(told.flatMap(stateRoots));
  if (filled.size === 0 && roots.size === 0) return () => false;
  return (column) =>
    isMoment(column) && (filled.has(column) || roots.has(verbRoot(partsOf(column.name)[0] ?? '')));
}

function filledColumns(test: Test): readonly CatalogColumn[] {
  return test.kind === 'null' && test.negated
    ? test.left.alternatives.map(({ what }) => what.column)
    : [];
}

/** Of values of one word, or of the word said for a code: what rows with it had done to them. */
function stateRoots(test: Test): readonly string[] {
  if (test.kind !== 'held' || test.negated) return [];
  const values = test.values.flatMap(({ byField }) => byField.map(({ value }) => value));
  return [...values, test.left.words]
    .map((value) => value.toLowerCase())
    .filter((value) => /^\p{L}+$/u.test(value))
    .map((value) => verbRoot(value));
}
