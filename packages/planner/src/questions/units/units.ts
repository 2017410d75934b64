/** What a unit measures, and how many base units it is. */
export interface Unit {
  readonly dimension: Dimension;
  readonly factor: number;
  /** "5 m": of what is no such measure, the number is so many times as great. */
  readonly orTimes?: number;
}

export type Dimension = 'mass' | 'length' | 'area' | 'time' | 'volume' | 'data' | 'money' | 'share';

/** Base units: kilogram, metre, square metre, second, litre, byte, unit of the currency, whole. */
const table: readonly (readonly [Dimension, number, string])[] = [
  ['mass', 1e-6, 'mg milligram milligrams'],
  ['mass', 1e-3, 'g gr gram grams gramme grammes г грамм граммов'],
  [
    'mass',
    1,
    'kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes кг килограмм килограммов',
  ],
  ['mass', 1e3, 't ton tons tonne tonnes т тонна тонны тонн'],
  ['mass', 0.45359237, 'lb lbs pound pounds'],
  ['mass', 0.028349523125, 'oz ounce ounces'],
  ['length', 1e-3, 'mm millimetre millimetres millimeter millimeters мм'],
  ['length', 1e-2, 'cm centimetre centimetres centimeter centimeters см'],
  ['length', 1, 'm metre metres meter meters м метр метра метров'],
  [
    'length',
    1e3,
    'km kms kilometre kilometres kilometer kilometers км километр километра километров',
  ],
  ['length', 1609.344, 'mi mile miles'],
  ['length', 0.3048, 'ft foot feet'],
  ['length', 0.0254, 'inch inches'],
  ['area', 1, 'sqm m2 m²'],
  ['area', 1e4, 'ha hectare hectares га гектар гектара гектаров'],
  ['area', 1e6, 'km2 km² sqkm'],
  ['area', 4046.8564224, 'acre acres'],
  ['area', 0.09290304, 'sqft ft2 ft²'],
  ['area', 2589988.110336, 'sqmi mi2'],
  ['time', 1e-3, 'ms msec millisecond milliseconds millis мс'],
  ['time', 1, 's sec secs second seconds сек секунда секунды секунд'],
  ['time', 60, 'min mins minute minutes мин минута минуты минут'],
  ['time', 3600, 'h hr hrs hour hours ч час часа часов'],
  ['time', 86400, 'day days night nights день дня дней'],
  ['time', 604800, 'week weeks неделя недели недель'],
  ['volume', 1e-3, 'ml millilitre millilitres milliliter milliliters мл'],
  ['volume', 1, 'l litre litres liter liters л литр литра литров'],
  ['volume', 1e3, 'm3 m³ cbm кубометр кубометров'],
  ['data', 1, 'byte bytes байт'],
  ['data', 1e3, 'kb kilobyte kilobytes кб'],
  ['data', 1e6, 'mb megabyte megabytes мб'],
  ['data', 1e9, 'gb gigabyte gigabytes гб'],
  ['data', 1e12, 'tb terabyte terabytes тб'],
  ['money', 0.01, 'cent cents pence копеек'],
  [
    'money',
    1,
    '€ $ £ ₽ eur usd gbp rub chf pln euro euros dollar dollars bucks рубль рубля рублей руб евро долларов',
  ],
  ['share', 0.01, '% percent pct percentage процент процента процентов'],
];

const byWord: ReadonlyMap<string, Unit> = new Map(
  table.flatMap(([dimension, factor, words]) =>
    words.split(' ').map((word) => [word, { dimension, factor }] as const),
  ),
);

const squares: ReadonlyMap<string, string> = new Map([
  ['m', 'm2'],
  ['km', 'km2'],
  ['ft', 'ft2'],
  ['mi', 'mi2'],
]);

/** The unit that words begin with, and how many of them say it: "square metres", "sq km". */
export function unitAt(
  words: readonly string[],
): { readonly unit: Unit; readonly length: number } | null {
  const [first = '', second = ''] = words;
  if (/^(?:square|sq|кв|квадратных)$/u.test(first)) {
    const side = byWord.get(second);
    const name = [...squares].find(([short]) => byWord.get(short)?.factor === side?.factor)?.[1];
    const unit = side?.dimension === 'length' ? byWord.get(name ?? '') : undefined;
    return unit === undefined ? null : { unit, length: 2 };
  }
  const unit = byWord.get(first);
  return unit === undefined ? null : { unit, length: 1 };
}

/** The unit that a word is; null for other words. Lower case. */
export function unitOf(word: string): Unit | null {
  return byWord.get(word) ?? null;
}
