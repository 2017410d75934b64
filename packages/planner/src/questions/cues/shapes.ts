import { each, type CueWords } from './cue.ts';

/** English words for the structure of a question: shares, ranks, groups within groups, arithmetic. */
export const shapeCues: readonly CueWords[] = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
    .flatMap((word, at) => each({ kind: 'ordinal', place: at + 1 }, word, `${at + 1}${ending(at)}`))
    .filter(([word]) => word !== 'first'),
  ...each(
    { kind: 'each' },
    'in every',
    'of every',
    'within each',
    'within every',
    'across each',
    'at each',
    'at every',
    'by every',
    'on each',
    'on every',
    'from each',
    'from every',
    'for each of the',
    'for all',
  ),
  ...each(
    { kind: 'foremost' },
    'first',
    'at the top',
    'on top',
    'come first',
    'comes first',
    'starting from the',
    'starting with the',
    'beginning with the',
    'from the',
  ),
  ...each(
    { kind: 'single' },
    'a single',
    'any single',
    'one single',
    'any one',
    'a given',
    'single',
  ),
];

function ending(at: number): string {
  return ['st', 'nd', 'rd'][at] ?? 'th';
}
