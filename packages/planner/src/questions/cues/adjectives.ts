import type { Attribute, CueWords } from './cue.ts';
import {
  age,
  experience,
  height,
  hired,
  length,
  population,
  price,
  profit,
  rating,
  recent,
  size,
  speed,
  temperature,
  value,
  wealth,
  weight,
} from './measured.ts';

/** An adjective that measures: in its plain form, and as a superlative. */
export interface Adjective {
  readonly plain: readonly string[];
  readonly most: readonly string[];
  /** How the best of it ranks by the columns that it measures. */
  readonly direction: 'asc' | 'desc';
  /** null: of whatever number is meant. */
  readonly of: readonly Attribute[] | null;
}

function adjective(
  direction: 'asc' | 'desc',
  of: readonly Attribute[] | null,
  plain: string,
  most: string,
): Adjective {
  const split = (words: string) => words.split(', ').filter((word) => word !== '');
  return { direction, of, plain: split(plain), most: split(most) };
}

const depth: readonly Attribute[] = [{ words: 'depth' }];
const width: readonly Attribute[] = [{ words: 'width' }];
const density: readonly Attribute[] = [{ words: 'density' }];
const power: readonly Attribute[] = [
  { words: 'power', also: ['horsepower'] },
  { words: 'strength' },
];
const distance: readonly Attribute[] = [{ words: 'distance' }];

/** Adjectives that name a column by what they measure. */
export const adjectives: readonly Adjective[] = [
  adjective('desc', age, 'old', 'oldest, eldest'),
  adjective('asc', age, 'young, new', 'youngest, newest'),
  adjective('desc', recent, 'late, new, recent, last', 'latest, newest, most recent'),
  adjective('asc', recent, 'early, old, first', 'earliest, oldest'),
  adjective(
    'desc',
    price,
    'expensive, dear, costly',
    'most expensive, priciest, costliest, dearest',
  ),
  adjective('asc', price, 'cheap, inexpensive', 'cheapest, least expensive'),
  adjective('desc', length, 'long', 'longest'),
  adjective('asc', length, 'short', 'shortest'),
  adjective('desc', height, 'tall, high', 'tallest, highest'),
  adjective('asc', height, 'short, low', 'shortest, lowest'),
  adjective('desc', size, 'large, big', 'largest, biggest'),
  adjective('asc', size, 'small', 'smallest'),
  adjective('desc', weight, 'heavy', 'heaviest'),
  adjective('asc', weight, 'light', 'lightest'),
  adjective('desc', population, 'populous, populated', 'most populous, most populated'),
  adjective('asc', population, '', 'least populous, least populated'),
  adjective('desc', density, '', 'densest, most densely populated'),
  adjective('asc', density, '', 'least densely populated'),
  adjective('desc', wealth, 'rich, wealthy', 'richest, wealthiest'),
  adjective('asc', wealth, 'poor', 'poorest'),
  adjective('desc', value, 'valuable, precious', 'most valuable, most precious'),
  adjective('asc', value, '', 'least valuable'),
  adjective('desc', speed, 'fast, quick', 'fastest, quickest'),
  adjective('asc', speed, 'slow', 'slowest'),
  adjective('desc', depth, 'deep', 'deepest'),
  adjective('asc', depth, 'shallow', 'shallowest'),
  adjective('desc', width, 'wide', 'widest'),
  adjective('asc', width, 'narrow', 'narrowest'),
  adjective('desc', power, 'strong, powerful', 'strongest, most powerful'),
  adjective('asc', power, 'weak', 'weakest, least powerful'),
  adjective('desc', temperature, 'hot, warm', 'hottest, warmest'),
  adjective('asc', temperature, 'cold, cool', 'coldest, coolest'),
  adjective('desc', distance, 'far', 'farthest, furthest'),
  adjective('asc', distance, 'near, close', 'nearest, closest'),
  adjective('desc', experience, 'experienced', 'most experienced'),
  adjective('asc', experience, '', 'least experienced'),
  adjective('desc', profit, 'profitable', 'most profitable'),
  adjective('asc', profit, '', 'least profitable'),
  adjective(
    'desc',
    rating,
    '',
    'best rated, best-rated, highest rated, highest-rated, top rated, top-rated',
  ),
  adjective('asc', rating, '', 'worst rated, worst-rated, lowest rated, lowest-rated'),
  adjective(
    'desc',
    null,
    'high, large, big, great, many',
    'highest, largest, biggest, greatest, most, best',
  ),
  adjective('asc', null, 'low, small, few', 'lowest, smallest, least, fewest, worst'),
];

/** Who was hired first has served longest. */
const service: readonly Attribute[] = [
  ...hired,
  { words: 'years of service', also: ['seniority', 'tenure'], against: true },
];

/** How long somebody has been somewhere: read only from one end to the other. */
export const serviceAdjectives: readonly Adjective[] = [
  adjective(
    'asc',
    service,
    '',
    'longest serving, longest-serving, longest employed, longest standing, longest-standing, earliest hired, first hired',
  ),
  adjective(
    'desc',
    service,
    '',
    'shortest serving, most recently hired, most recently joined, most recently employed, newest hired, latest hired, last hired',
  ),
];

/** Said of any number too: "the highest salary". Of the column that they measure where no number follows. */
const loose: ReadonlySet<string> = new Set(['highest', 'lowest']);

/** Superlatives of adjectives that measure. */
export const adjectiveCues: readonly CueWords[] = adjectives.flatMap(({ most, direction, of }) =>
  of === null
    ? []
    : most
        // Of rows that came to be the oldest is the earliest anyway.
        .filter((word) => !(of === recent && word === 'oldest'))
        .map((word): CueWords => {
          const isLoose = loose.has(word) ? ({ isLoose: true } as const) : {};
          return [word, { kind: 'superlative', direction, of, ...isLoose }];
        }),
);
