import type { AggregateName, Operator } from './form.ts';

/** What a word of grammar does. */
export type Cue =
  | { readonly kind: 'show' }
  | { readonly kind: 'aggregate'; readonly fn: AggregateName }
  /** Best or worst by a column that follows, or, with `of`, by one with such a name. */
  | { readonly kind: 'superlative'; readonly direction: 'asc' | 'desc'; readonly of?: readonly Attribute[]; readonly count?: boolean }
  | { readonly kind: 'compare'; readonly op: Operator; readonly of?: readonly Attribute[] }
  | { readonly kind: 'not' }
  | { readonly kind: 'and' }
  /** "with their …": more to show. */
  | { readonly kind: 'also' }
  | { readonly kind: 'or' }
  | { readonly kind: 'each' }
  | { readonly kind: 'by' }
  | { readonly kind: 'sort' }
  | { readonly kind: 'direction'; readonly direction: 'asc' | 'desc' }
  | { readonly kind: 'alphabetical' }
  /** Begins a condition on what was named before. */
  | { readonly kind: 'relative' }
  | { readonly kind: 'of' }
  | { readonly kind: 'distinct' }
  | { readonly kind: 'both' }
  | { readonly kind: 'butNot' }
  | { readonly kind: 'like'; readonly where: 'start' | 'end' | 'inside' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'between' }
  | { readonly kind: 'top' }
  | { readonly kind: 'than' }
  | { readonly kind: 'common' }
  /** "all information about": every column. */
  | { readonly kind: 'everything' }
  /** "when", "where": the answer is in a column of such a name. */
  | { readonly kind: 'asked'; readonly of: readonly Attribute[] };

/** A column by words of its name, with the direction in which it grows. */
export interface Attribute {
  readonly words: string;
  /** A birth date goes against age. */
  readonly against?: boolean;
}

const age: readonly Attribute[] = [{ words: 'age' }, { words: 'birth date', against: true }, { words: 'birth year', against: true }, { words: 'founded', against: true }, { words: 'year', against: true }, { words: 'date', against: true }];
const recent: readonly Attribute[] = [{ words: 'date' }, { words: 'time' }, { words: 'year' }];
const price: readonly Attribute[] = [{ words: 'price' }, { words: 'cost' }, { words: 'fee' }, { words: 'amount' }];
const length: readonly Attribute[] = [{ words: 'length' }, { words: 'duration' }, { words: 'distance' }, { words: 'hours' }];
const size: readonly Attribute[] = [{ words: 'area' }, { words: 'size' }, { words: 'population' }, { words: 'capacity' }];
const place: readonly Attribute[] = [{ words: 'location' }, { words: 'address' }, { words: 'city' }, { words: 'country' }, { words: 'place' }];
const height: readonly Attribute[] = [{ words: 'height' }, { words: 'elevation' }];

const list: readonly (readonly [string, Cue])[] = [
  ...each({ kind: 'show' }, 'show', 'list', 'find', 'give', 'return', 'display', 'what', 'which', 'who', 'tell', 'get', 'select', 'report', 'please show', 'i want', 'see', 'provide', 'print', 'show me', 'give me', 'tell me', 'what is', 'what are', 'what were', 'what was', 'which are', 'whose are', 'compute', 'calculate'),
  ...each({ kind: 'aggregate', fn: 'count' }, 'how many', 'number of', 'count', 'count of', 'total number of', 'amount of', 'numbers of', 'how many times'),
  ...each({ kind: 'aggregate', fn: 'sum' }, 'total', 'sum of', 'sum', 'overall', 'combined', 'total amount of', 'how much', 'in total', 'summation of', 'total sum of'),
  ...each({ kind: 'aggregate', fn: 'avg' }, 'average', 'mean', 'avg', 'on average', 'averaged'),
  ...each({ kind: 'aggregate', fn: 'max' }, 'maximum', 'max', 'maximal'),
  ...each({ kind: 'aggregate', fn: 'min' }, 'minimum', 'min', 'minimal'),
  ...each({ kind: 'superlative', direction: 'desc' }, 'highest', 'largest', 'biggest', 'greatest', 'most', 'maximum', 'best', 'top'),
  ...each({ kind: 'superlative', direction: 'asc' }, 'lowest', 'smallest', 'least', 'fewest', 'minimum', 'worst'),
  ...each({ kind: 'superlative', direction: 'desc', count: true }, 'most common', 'most popular', 'most frequent', 'most frequently', 'most commonly', 'most often', 'greatest number of', 'largest number of', 'highest number of', 'most number of', 'maximum number of', 'largest amount of', 'most times'),
  ...each({ kind: 'superlative', direction: 'asc', count: true }, 'least common', 'least popular', 'least frequent', 'fewest number of', 'smallest number of', 'lowest number of', 'least number of', 'minimum number of', 'rarest', 'fewest'),
  ...each({ kind: 'superlative', direction: 'desc', of: age }, 'oldest', 'eldest'),
  ...each({ kind: 'superlative', direction: 'asc', of: age }, 'youngest', 'newest'),
  ...each({ kind: 'superlative', direction: 'desc', of: recent }, 'latest', 'most recent', 'most recently', 'newest', 'last'),
  ...each({ kind: 'superlative', direction: 'asc', of: recent }, 'earliest', 'first'),
  ...each({ kind: 'superlative', direction: 'desc', of: price }, 'most expensive', 'priciest', 'costliest'),
  ...each({ kind: 'superlative', direction: 'asc', of: price }, 'cheapest', 'least expensive'),
  ...each({ kind: 'superlative', direction: 'desc', of: length }, 'longest'),
  ...each({ kind: 'superlative', direction: 'asc', of: length }, 'shortest'),
  ...each({ kind: 'superlative', direction: 'desc', of: size }, 'largest', 'biggest'),
  ...each({ kind: 'superlative', direction: 'asc', of: size }, 'smallest'),
  ...each({ kind: 'superlative', direction: 'desc', of: height }, 'tallest'),
  ...each({ kind: 'superlative', direction: 'asc', of: height }, 'shortest'),
  ...each({ kind: 'superlative', direction: 'desc', of: [{ words: 'weight' }] }, 'heaviest'),
  ...each({ kind: 'superlative', direction: 'asc', of: [{ words: 'weight' }] }, 'lightest'),
  ...each({ kind: 'superlative', direction: 'desc', of: [{ words: 'population' }] }, 'most populous', 'most populated'),
  ...each({ kind: 'compare', op: 'gt' }, 'more than', 'greater than', 'larger than', 'higher than', 'over', 'above', 'bigger than', 'exceeds', 'exceeding', 'exceed', 'beyond', 'after', 'later than', 'larger', 'greater', 'higher', 'more', 'is above', 'is over', 'better than', 'older', 'since', '>'),
  ...each({ kind: 'compare', op: 'lt' }, 'less than', 'lower than', 'smaller than', 'fewer than', 'under', 'below', 'before', 'earlier than', 'prior to', 'smaller', 'lower', 'less', 'fewer', '<'),
  ...each({ kind: 'compare', op: 'ge' }, 'at least', 'no less than', 'greater than or equal to', 'not less than', 'no fewer than', 'more than or equal to', 'minimum of', '>='),
  ...each({ kind: 'compare', op: 'le' }, 'at most', 'no more than', 'less than or equal to', 'not more than', 'up to', 'maximum of', '<='),
  ...each({ kind: 'compare', op: 'eq' }, 'exactly', 'equal to', 'equals', 'equal', 'is exactly', '='),
  ...each({ kind: 'compare', op: 'gt', of: age }, 'older than'),
  ...each({ kind: 'compare', op: 'lt', of: age }, 'younger than'),
  ...each({ kind: 'compare', op: 'gt', of: length }, 'longer than'),
  ...each({ kind: 'compare', op: 'lt', of: length }, 'shorter than'),
  ...each({ kind: 'compare', op: 'gt', of: height }, 'taller than'),
  ...each({ kind: 'compare', op: 'gt', of: [{ words: 'weight' }] }, 'heavier than'),
  ...each({ kind: 'compare', op: 'gt', of: price }, 'more expensive than'),
  ...each({ kind: 'compare', op: 'lt', of: price }, 'cheaper than'),
  ...each({ kind: 'not' }, 'not', 'no', 'never', 'without', "n't", 'neither', 'nor', 'other than', 'except', 'excluding', 'except for', 'cannot', 'nobody', 'none', "don't", "doesn't", "didn't", "haven't", "hasn't", "isn't", "aren't", "weren't", 'do not', 'does not', 'did not', 'have not', 'has not', 'are not', 'is not', 'different from', 'outside', 'besides'),
  ...each({ kind: 'and' }, 'and', ',', 'as well as', 'along with', 'together with', 'also', '&'),
  ...each({ kind: 'also' }, 'with their', 'with its', 'along with their', 'together with their', 'and their', 'and its', 'as well as their', 'as well as the', 'along with the', 'together with the', 'along with', 'together with', 'as well as', 'with the corresponding', 'and the corresponding', 'and corresponding'),
  ...each({ kind: 'or' }, 'or', 'either'),
  ...each({ kind: 'each' }, 'each', 'every', 'per', 'for each', 'for every', 'in each', 'of each', 'by each', 'grouped by', 'group by', 'each of'),
  ...each({ kind: 'by' }, 'by', 'in terms of', 'based on', 'according to'),
  ...each({ kind: 'sort' }, 'sorted by', 'ordered by', 'order by', 'sort by', 'sorted in', 'ordered in', 'sort', 'sorted', 'ordered', 'ranked by', 'arranged by', 'in the order of', 'in order of', 'in the order of', 'in order by', 'listed by', 'sort them by', 'sort the results by', 'order them by', 'sort the list by', 'arranged in', 'sorted according to', 'ordered according to', 'sort the results in', 'sort results by', 'sorted', 'listed in', 'and sort'),
  ...each({ kind: 'direction', direction: 'asc' }, 'ascending', 'in ascending order', 'in ascending order of', 'ascending order', 'increasing', 'in increasing order', 'in ascending order by', 'from lowest to highest', 'from low to high', 'from smallest to largest', 'from least to greatest', 'ascending order of', 'from youngest to oldest', 'from earliest to latest', 'in ascending', 'ascendingly', 'in increasing order of'),
  ...each({ kind: 'direction', direction: 'desc' }, 'descending', 'in descending order', 'in descending order of', 'descending order', 'decreasing', 'in decreasing order', 'in descending order by', 'from highest to lowest', 'from high to low', 'from largest to smallest', 'from most to least', 'highest first', 'largest first', 'biggest first', 'descending order of', 'from oldest to youngest', 'from latest to earliest', 'in descending', 'reverse', 'descending alphabetical order', 'in descending alphabetical order', 'reverse alphabetical order', 'in reverse alphabetical order', 'in descending lexicographical order', 'in descending order alphabetically', 'in decreasing order of', 'from the highest to the lowest', 'most first', 'from the most to the least', 'from greatest to least'),
  ...each({ kind: 'alphabetical' }, 'alphabetical', 'alphabetically', 'in alphabetical order', 'alphabetical order', 'lexicographical', 'lexicographic order', 'in lexicographic order', 'in lexicographical order', 'in alphabetical order of', 'in alphabetical order by', 'alphabetic order'),
  ...each({ kind: 'relative' }, 'who', 'that', 'which', 'whose', 'where', 'with', 'having', 'have', 'has', 'had', 'when', 'for which', 'in which', 'such that', 'whom', 'if', 'must'),
  ...each({ kind: 'of' }, 'of', 'for', 'in', 'on', 'from', 'at', "'s", 'to', 'belonging to', 'into', 'about', 'during', 'within', 'across', 'among', 'named', 'called'),
  ...each({ kind: 'distinct' }, 'different', 'distinct', 'unique', 'various'),
  ...each({ kind: 'both' }, 'both'),
  ...each({ kind: 'butNot' }, 'but not', 'but do not', 'but does not', 'but did not', 'but have not', 'but has not', 'but never', "but didn't", 'and not', 'but no', 'but are not', 'but is not'),
  ...each({ kind: 'like', where: 'start' }, 'starts with', 'start with', 'starting with', 'begins with', 'beginning with', 'begin with', 'starts with the letter', 'start with the letter', 'starting with the letter', 'prefix', 'begins with the letter', 'starting with letter', 'starting from'),
  ...each({ kind: 'like', where: 'end' }, 'ends with', 'end with', 'ending with', 'ends in', 'end in', 'ending in', 'ends with the letter', 'suffix'),
  ...each({ kind: 'like', where: 'inside' }, 'contains', 'contain', 'containing', 'includes', 'including', 'include', 'has the substring', 'contains the word', 'containing the word', 'contain the word', 'contains the letter', 'containing the letter', 'with the substring', 'like', 'contains the substring', 'has the letter', 'contains the string', 'the word', 'substring', 'the string', 'the letter', 'the letters', 'contain the letter', 'contain the letters', 'contain the string', 'have a letter', 'phrase', 'the phrase', 'the substring'),
  ...each({ kind: 'missing' }, 'missing', 'unknown', 'null', 'empty', 'blank', 'is null', 'not available', 'not known'),
  ...each({ kind: 'between' }, 'between', 'from', 'in the range of', 'ranging from', 'in the range from', 'in range'),
  ...each({ kind: 'than' }, 'than'),
  ...each({ kind: 'top' }, 'top', 'first'),
  ...each({ kind: 'everything' }, 'all information', 'all the information', 'all details', 'all the details', 'information', 'details', 'everything', 'all info', 'all about', 'full information', 'complete information', 'all columns', 'all fields', 'all attributes'),
  ...each({ kind: 'asked', of: recent }, 'when', 'on which day', 'on which days', 'what date', 'on what date', 'in what year', 'in which year'),
  ...each({ kind: 'asked', of: place }, 'where', 'in which place'),
  ...each({ kind: 'common' }, 'common', 'popular', 'frequent', 'often', 'frequently', 'commonly'),
];

function each(cue: Cue, ...words: readonly string[]): readonly (readonly [string, Cue])[] {
  return words.map((word) => [word, cue] as const);
}

const byWords = new Map<string, Cue[]>();
for (const [words, cue] of list) {
  const held = byWords.get(words);
  if (held === undefined) byWords.set(words, [cue]);
  else held.push(cue);
}

/** Longest cue, in words. */
export const maxCueWords = 5;

/** What words of grammar may do; empty when they are none. */
export function cuesOf(words: string): readonly Cue[] {
  return byWords.get(words) ?? [];
}

/** Words that say nothing by themselves. */
export const smallWords: ReadonlySet<string> = new Set(
  (
    'a an the is are was were be been being do does did will would can could should may might shall there their its his her them they it he she we us our you your i me my ' +
    'all any some those these this that please also so than then as just only currently now ever s t ve re ll here whether if at on to into and or . ? ! ; : ( ) - by in of for from with without along ' +
    'associated corresponding respective respectively together result results value values name named called record records entries entry data information info details list lists table database ' +
    'same own such kind kinds type types exist exists existing available have has had having out up about given following particular certain available recorded stored shown each every used use using ' +
    'belong belongs belonging made make makes live lives living work works working owned own owns located located take takes taken took get gets got go goes want know come came held hold holds happen happened appear appears appeared ' +
    'one ones times time many much number numbers order ordered sorted both either respectively total case possible present among across terms regarding related specific involved'
  ).split(' '),
);
