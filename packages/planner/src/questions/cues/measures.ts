import { each, type Attribute, type CueWords } from './cue.ts';

const named = (...words: readonly string[]): readonly Attribute[] =>
  words.map((one) => ({ words: one }));

const height = named('height', 'altitude', 'elevation');
const size = named(
  'area',
  'size',
  'hectares',
  'acres',
  'square meters',
  'square feet',
  'population',
  'capacity',
  'length',
);
const rating = named('rating', 'stars', 'score', 'grade');
const worth = named('value', 'worth', 'valuation', 'price', 'amount');
const price = named('price', 'cost', 'fee', 'fare', 'rate');
const pay = named('salary', 'wage', 'income', 'pay', 'hourly rate', 'rate');
const speed = named('speed', 'velocity');
const temperature = named('temperature');
const power = named('power', 'horsepower');

/** Where rows are, before "above": "lodges that lie above 2000". */
const placed = ['', 'lie', 'lies', 'lying', 'located', 'situated', 'stand', 'standing'];
const higher = ['above', 'over', 'higher than', 'at more than', 'at over'];
const lower = ['below', 'under', 'lower than', 'at less than', 'at under'];

function withPlace(words: readonly string[]): readonly string[] {
  return placed.flatMap((verb) => words.map((one) => `${verb} ${one}`.trim()));
}

/** What adjectives and verbs compare, where no column is named: "higher than 7000", "rated above 4". */
export const measureCues: readonly CueWords[] = [
  ...each({ kind: 'compare', op: 'gt', of: height, isOwn: true }, ...withPlace(higher)),
  ...each({ kind: 'compare', op: 'lt', of: height, isOwn: true }, ...withPlace(lower)),
  ...each({ kind: 'compare', op: 'gt', of: size, isOwn: true }, 'bigger than', 'larger than'),
  ...each({ kind: 'compare', op: 'lt', of: size, isOwn: true }, 'smaller than'),
  ...each({ kind: 'compare', op: 'lt', of: height }, 'shorter than'),
  ...each({ kind: 'compare', op: 'lt', of: named('weight') }, 'lighter than'),
  ...each({ kind: 'compare', op: 'gt', of: named('depth') }, 'deeper than'),
  ...each({ kind: 'compare', op: 'lt', of: named('depth') }, 'shallower than'),
  ...each({ kind: 'compare', op: 'gt', of: named('width') }, 'wider than'),
  ...each({ kind: 'compare', op: 'lt', of: named('width') }, 'narrower than'),
  ...each({ kind: 'compare', op: 'gt', of: speed }, 'faster than'),
  ...each({ kind: 'compare', op: 'lt', of: speed }, 'slower than'),
  ...each({ kind: 'compare', op: 'gt', of: temperature }, 'hotter than', 'warmer than'),
  ...each({ kind: 'compare', op: 'lt', of: temperature }, 'colder than', 'cooler than'),
  ...each({ kind: 'compare', op: 'gt', of: power }, 'more powerful than', 'stronger than'),
  ...each({ kind: 'compare', op: 'lt', of: power }, 'less powerful than', 'weaker than'),
  ...each({ kind: 'compare', op: 'gt', of: worth }, 'more valuable than'),
  ...each({ kind: 'compare', op: 'lt', of: price }, 'less expensive than'),
];

const sells = 'sell sells selling sold go goes offered retail retails'.split(' ');
const measured: readonly (readonly [readonly Attribute[], readonly string[]])[] = [
  [rating, ['rated', 'rated at', 'graded']],
  [worth, ['worth', 'valued', 'valued at']],
  [pay, ['paid', 'is paid', 'are paid']],
  [price, ['charge', 'charges', 'charging', 'priced at', ...sells.map((verb) => `${verb} for`)]],
  [
    named('area', 'size', 'hectares', 'acres'),
    ['cover', 'covers', 'covering', 'occupy', 'occupies', 'occupying'],
  ],
  [height, ['stand', 'stands', 'standing', 'rise', 'rises', 'rising']],
  [
    named('duration', 'length', 'runtime'),
    ['running', 'run for', 'runs for', 'running for', 'last'],
  ],
];

/** Verbs that say of what the number behind them is; words of something else where no number follows. */
export const measureVerbs: ReadonlyMap<string, readonly Attribute[]> = new Map(
  measured.flatMap(([of, verbs]) => verbs.map((verb) => [verb, of] as const)),
);

/** Verbs before a number of something that rows have: "give 4 credits", "taking over 90 days". */
export const numberVerbs: ReadonlySet<string> = new Set(
  (
    'give gives giving offer offers offering take takes taking last lasts lasting run runs running require requires ' +
    'requiring need needs needing comprise comprises comprising yield yields yielding span spans spanning carry carries ' +
    'worth get gets getting bring brings'
  ).split(' '),
);
