import { moment } from './conditions.ts';
import { queryParts, type QueryParts } from './query-parts.ts';

/** In what a predicted query differs from gold. */
export type Difference = (typeof differences)[number];

/** In the order they are told. */
export const differences = [
  'join missing',
  'join too many',
  'shown column missing',
  'shown column too many',
  'another aggregate',
  'distinctness',
  'condition missing',
  'date condition missing',
  'condition too many',
  'another value or comparison',
  'grouping',
  'order or limit',
  'nesting',
] as const;

/**
 * The parts in which the prediction differs from the gold query it is nearest to; none: they are made of the same
 * parts, put together in another way, or of other moments. What stands in a part of the query is compared, not what it
 * means: EXISTS for a JOIN is another nesting. Pure.
 */
export function differencesOf(golds: readonly string[], predicted: string): readonly Difference[] {
  const parts = queryParts(predicted);
  const found = golds.map((gold) => compare(queryParts(gold), parts));
  return found.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

function compare(gold: QueryParts, predicted: QueryParts): readonly Difference[] {
  const [asked, told] = [subjectsOf(gold), subjectsOf(predicted)];
  const lost = gold.conditions.filter((one) => !told.has(one.subject));
  const differs: Readonly<Record<Difference, boolean>> = {
    'join missing': isMissing(gold.tables, predicted.tables),
    'join too many': isMissing(predicted.tables, gold.tables),
    'shown column missing': isMissing(gold.shown, predicted.shown),
    'shown column too many': isMissing(predicted.shown, gold.shown),
    'another aggregate':
      isMissing(gold.aggregates, predicted.aggregates) ||
      isMissing(predicted.aggregates, gold.aggregates),
    distinctness: gold.isDistinct !== predicted.isDistinct,
    'condition missing': lost.some((one) => one.test !== moment),
    'date condition missing': lost.some((one) => one.test === moment),
    'condition too many': isMissing(told, asked),
    'another value or comparison': [...asked].some(
      (subject) => told.has(subject) && testsOf(gold, subject) !== testsOf(predicted, subject),
    ),
    grouping: isGroupedOtherwise(gold.groupedBy, predicted.groupedBy),
    'order or limit':
      gold.limit !== predicted.limit || gold.order.join(' ') !== predicted.order.join(' '),
    nesting: gold.nesting !== predicted.nesting,
  };
  return differences.filter((one) => differs[one]);
}

/** One groups and the other does not, or they group by nothing in common: keys beside a key change little. */
function isGroupedOtherwise(gold: ReadonlySet<string>, predicted: ReadonlySet<string>): boolean {
  if (gold.size === 0 || predicted.size === 0) return gold.size !== predicted.size;
  return ![...gold].some((key) => predicted.has(key));
}

function isMissing(wanted: ReadonlySet<string>, found: ReadonlySet<string>): boolean {
  return [...wanted].some((one) => !found.has(one));
}

function subjectsOf({ conditions }: QueryParts): ReadonlySet<string> {
  return new Set(conditions.map((one) => one.subject));
}

function testsOf({ conditions }: QueryParts, subject: string): string {
  const tests = conditions.filter((one) => one.subject === subject).map((one) => one.test);
  return [...new Set(tests)].toSorted().join(', ');
}
