/** What a unit measures, and how many base units it is. */
export interface Unit {
  readonly dimension: Dimension;
  readonly factor: number;
}

export type Dimension = 'mass' | 'length' | 'time' | 'volume' | 'data' | 'money' | 'share';

/** Base units: kilogram, metre, second, litre, byte, unit of the currency, whole. */
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

/** The unit that a word is; null for other words. Lower case. */
export function unitOf(word: string): Unit | null {
  return byWord.get(word) ?? null;
}
