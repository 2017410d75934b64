import type { Attribute } from './cue.ts';

/** Verbs that say with what things begin to be: a house is built, a club founded, a film released. */
const madeBy = [
  'founded',
  'established',
  'opened',
  'opening',
  'built',
  'constructed',
  'construction',
  'creation',
  'formed',
  'formation',
  'made',
  'launched',
  'released',
  'published',
  'inaugurated',
  'incorporated',
  'manufactured',
];

/** What adjectives measure: the first words are meant before the others. */
export const age: readonly Attribute[] = [
  { words: 'age' },
  { words: 'birth date', also: ['birth year', 'birth'], against: true },
  { words: 'founded', also: madeBy, isBeginning: true, against: true },
  { words: 'year', against: true },
  { words: 'date', isEvent: true, against: true },
];
export const recent: readonly Attribute[] = [
  { words: 'date', isEvent: true },
  { words: 'time' },
  { words: 'year', isBeginning: true },
];
/** With what somebody's time somewhere begins. */
export const hired: readonly Attribute[] = [
  { words: 'hired' },
  { words: 'joined' },
  { words: 'start date' },
  { words: 'date', isEvent: true },
];
export const price: readonly Attribute[] = [
  { words: 'price' },
  { words: 'cost' },
  { words: 'fee', also: ['fare', 'tariff', 'rate', 'charge'] },
  { words: 'amount' },
];
export const length: readonly Attribute[] = [
  { words: 'length' },
  { words: 'duration' },
  { words: 'runtime', also: ['running time', 'playing time', 'minutes', 'seconds'], isSpan: true },
  { words: 'distance' },
  { words: 'hours', isSpan: true },
];
export const size: readonly Attribute[] = [
  { words: 'area' },
  { words: 'size' },
  { words: 'population' },
  {
    words: 'capacity',
    also: ['seats', 'seating', 'members', 'employees', 'headcount', 'staff', 'enrollment'],
    isSpan: true,
  },
  { words: 'length' },
];
export const place: readonly Attribute[] = [
  { words: 'location' },
  { words: 'address' },
  { words: 'city' },
  { words: 'country' },
  { words: 'place' },
];
export const height: readonly Attribute[] = [
  { words: 'height' },
  { words: 'elevation', also: ['altitude'] },
];
export const weight: readonly Attribute[] = [
  { words: 'weight' },
  { words: 'mass', also: ['tonnage', 'displacement'] },
];
export const population: readonly Attribute[] = [{ words: 'population' }];
export const wealth: readonly Attribute[] = [
  { words: 'wealth', also: ['net worth', 'fortune', 'worth'] },
  { words: 'money', also: ['prize money', 'assets', 'endowment'] },
  { words: 'income', also: ['revenue', 'gdp'] },
  { words: 'budget', also: ['balance'] },
];
export const debt: readonly Attribute[] = [
  { words: 'debt', also: ['amount owed', 'balance owed', 'owed'] },
  { words: 'outstanding', also: ['balance due', 'amount due', 'arrears'] },
  { words: 'balance' },
];
export const value: readonly Attribute[] = [
  { words: 'value' },
  { words: 'worth', also: ['valuation'] },
  { words: 'price' },
];
/** The faster, the less time. */
export const speed: readonly Attribute[] = [
  { words: 'speed', also: ['velocity'] },
  { words: 'time', also: ['duration'], against: true, isSpan: true },
];
export const rating: readonly Attribute[] = [
  { words: 'rating' },
  { words: 'stars' },
  { words: 'score' },
];
export const experience: readonly Attribute[] = [{ words: 'experience' }];
export const temperature: readonly Attribute[] = [{ words: 'temperature' }];
export const profit: readonly Attribute[] = [{ words: 'profit' }, { words: 'margin' }];
