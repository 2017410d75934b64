import { each, type Attribute, type CueWords } from './cue.ts';

const lasts = ['last', 'latest', 'most recent', 'newest', 'final'];
const firsts = ['first', 'very first', 'earliest', 'initial', 'oldest'];
const owners = ['their', 'the', 'its', 'his', 'her', 'their own'];
const rows = ['', ' one', ' time'];
const score: readonly Attribute[] = [
  { words: 'score' },
  { words: 'rating' },
  { words: 'stars' },
  { words: 'satisfaction' },
  { words: 'grade' },
  { words: 'mark' },
  { words: 'points' },
  { words: 'result' },
];

/** Words for the first and the last of rows that something has. */
export const endCues: readonly CueWords[] = [
  ...each({ kind: 'ends', which: 'last' }, ...lasts.map((word) => `whose ${word}`)),
  ...each({ kind: 'ends', which: 'first' }, ...firsts.map((word) => `whose ${word}`)),
  ...each(
    { kind: 'ends', which: 'last' },
    'у которых последн*',
    'чей последн*',
    'чья последн*',
    'чьё последн*',
    'чье последн*',
    'у кого последн*',
  ),
  ...each(
    { kind: 'ends', which: 'first' },
    'у которых перв*',
    'чей перв*',
    'чья перв*',
    'чьё перв*',
    'чье перв*',
    'у кого перв*',
  ),
  ...each(
    { kind: 'otherEnd' },
    ...owners.flatMap((owner) =>
      [...firsts, ...lasts].flatMap((word) => rows.map((row) => `${owner} ${word}${row}`)),
    ),
    'перв*',
    'сам* перв*',
    'их перв*',
    'последн*',
  ),
  ...each(
    { kind: 'every' },
    ...[
      'every',
      'each',
      'all',
      'every one of',
      'every single',
      'each of',
      'all of',
      'from every',
      'from all',
      'in every',
      'in all',
      'on every',
      'on all',
      'at every',
      'at all',
      'with every',
      'with all',
    ],
    ...['all the', 'all of the', 'each of the', 'every one of the', 'all our', 'all of our'],
    'кажд*',
    'все',
    'всех',
    'всем',
    'всеми',
    'из всех',
    'из кажд*',
    'во всех',
    'в кажд*',
  ),
  ...each(
    { kind: 'not', never: true },
    'never',
    'at no time',
    'ни разу',
    'ни разу не',
    'никогда',
    'никогда не',
    'ещё ни разу не',
    'еще ни разу не',
  ),
  ...each({ kind: 'another' }, 'another', 'a different', 'different', 'друг*', 'ин*'),
  ...each({ kind: 'compare', op: 'lt', of: score }, 'worse than', 'poorer than', 'хуже'),
  ...each({ kind: 'compare', op: 'gt', of: score }, 'better than', 'лучше'),
  ...each({ kind: 'does', of: score }, 'scored', 'scores', 'scoring', 'was rated', 'were rated'),
];
