import type { CatalogColumn } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { Form, Test } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import { verbRoot } from '../states/verb-root.ts';

/** States in which rows end, of which the moment of their end tells: won deals are those closed in a quarter. */
const outcomes: ReadonlySet<string> = new Set(
  'won lost win lose closed resolved solved completed done finished settled'
    .split(' ')
    .map(verbRoot),
);
const closings: ReadonlySet<string> = new Set(
  'closed completed resolved finished decided settled'.split(' ').map(verbRoot),
);

/**
 * Whether a moment is that of a state which the form asks for: "cancellations per month" are counted by
 * `canceled_on`, whether a status or the moment itself tells that they were cancelled;
 * "deals won last quarter" by `closed_at`.
 */
export function toldMoments({ tests, entity }: Form): (column: CatalogColumn) => boolean {
  const told = tests.filter((test) => 'left' in test && test.left.kind === 'column');
  const filled = new Set(told.flatMap(filledColumns));
  const said = [...told.flatMap(stateRoots), ...rowRoots(entity)];
  const roots = new Set(said.some((one) => outcomes.has(one)) ? [...said, ...closings] : said);
  if (filled.size === 0 && roots.size === 0) return () => false;
  return (column) =>
    isMoment(column) && (filled.has(column) || roots.has(verbRoot(partsOf(column.name)[0] ?? '')));
}

/** "Hires last year": rows called by what happened to them. */
function rowRoots(entity: Form['entity']): readonly string[] {
  return entity !== null && /^[a-z]+$/u.test(entity.words) ? [verbRoot(entity.words)] : [];
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
    .map((value) => value.toLowerCase().replace(/^closed[\s_-]+(?=won$|lost$)/u, ''))
    .filter((value) => /^\p{L}+$/u.test(value))
    .map((value) => verbRoot(value));
}
