import { isNumeric, type CatalogColumn } from '@ai-etl/core';
import { partsOf } from '../name-parts.ts';
import { unitOf, type Dimension, type Unit } from './units.ts';

const dimensionWords: readonly (readonly [Dimension, RegExp])[] = [
  ['mass', /weight|mass|payload|tonnage|вес/u],
  ['length', /distance|length|height|width|depth|altitude|elevation|mileage|range/u],
  ['area', /area|surface|floor space/u],
  ['time', /duration|time|latency|delay|runtime|elapsed|uptime/u],
  ['volume', /volume|capacity/u],
  ['data', /size|bytes|storage|traffic/u],
  [
    'money',
    /price|cost|fee|amount|total|charge|salary|pay|wage|revenue|balance|budget|limit|premium|rent|income|value|spend|payment/u,
  ],
  ['share', /percent|rate|ratio|share|fraction|discount|margin|commission|tax|utili[sz]ation/u],
];

/** What a column measures; `factor` is null where neither its name nor its comment says in which unit. */
export interface ColumnUnit {
  readonly dimension: Dimension;
  readonly factor: number | null;
}

/** The unit of a number column: by the end of its name, by its comment, else what its name measures. */
export function columnUnit(column: CatalogColumn): ColumnUnit | null {
  if (!isNumeric(column.type)) return null;
  const told = toldUnit(column);
  if (told !== null) return told;
  const dimension = dimensionOf(column);
  const named = namedUnit(column);
  if (named !== null && (dimension === null || named.dimension === dimension || isLong(column)))
    return isWhole(column) && named.dimension === 'share' ? { ...named, factor: 1 } : named;
  if (dimension === null) return null;
  if (dimension === 'share' && (isWhole(column) || /ratio|fraction|share/u.test(column.name)))
    return { dimension, factor: 1 };
  return { dimension, factor: describedUnit(column, dimension)?.factor ?? null };
}

/** A comment that is no more than a unit: "days", "in minutes". */
function toldUnit({ comment }: CatalogColumn): ColumnUnit | null {
  const said = /^\s*(?:in )?(\p{L}{3,})\.?\s*$/iu.exec(comment ?? '')?.[1];
  const unit = said === undefined ? null : unitOf(said.toLowerCase());
  return unit === null ? null : { dimension: unit.dimension, factor: unit.factor };
}

function namedUnit(column: CatalogColumn): Unit | null {
  const name = withoutPeriod(column);
  const last = name.toLowerCase().split('_').at(-1) ?? '';
  return name.includes('_') || last.length > 4 ? unitOf(last) : null;
}

/** `hours_per_week` holds hours. */
function withoutPeriod({ name }: CatalogColumn): string {
  return name.replace(/_per_[a-z]+$/iu, '');
}

/** A whole word for a unit says it by itself; a letter needs a name that measures the same. */
function isLong(column: CatalogColumn): boolean {
  return (withoutPeriod(column).split('_').at(-1) ?? '').length > 1;
}

function dimensionOf({ name }: CatalogColumn): Dimension | null {
  const said = partsOf(name).join(' ');
  return dimensionWords.find(([, words]) => words.test(said))?.[0] ?? null;
}

function describedUnit({ comment }: CatalogColumn, dimension: Dimension): Unit | null {
  const words = comment?.toLowerCase().match(/[\p{L}³%€$£]+[3]?/gu) ?? [];
  const units = words.flatMap((word) => unitOf(word) ?? []);
  return units.find((unit) => unit.dimension === dimension) ?? null;
}

/** "0..1": shares of a whole. */
function isWhole({ comment }: CatalogColumn): boolean {
  return /(?:^|[^\d.])0(?:\.0)?\s*(?:\.\.+|-|–|to)\s*1(?:\.0)?(?![\d.])|fraction/iu.test(
    comment ?? '',
  );
}

/** What a column measures that only its unit tells: weight for `gross_kg`; null where its name says so, or has no unit. */
export function measuredWord(column: CatalogColumn): string | null {
  const isTotal = /^(?:total|amount|value)(?: |$)/u.test(partsOf(column.name).join(' '));
  if (!isNumeric(column.type) || (dimensionOf(column) !== null && !isTotal)) return null;
  const last = column.name.toLowerCase().split('_').at(-1) ?? '';
  const dimension = last.length > 1 ? unitOf(last)?.dimension : undefined;
  return dimension === undefined ? null : (measured[dimension] ?? null);
}

const measured: Partial<Record<Dimension, string>> = {
  mass: 'weight',
  length: 'distance',
  area: 'area',
  time: 'duration',
  volume: 'volume',
};

/** `list_eur`, `unit_eur`: an amount of money that is a price by the words before its currency. */
export function isPriceInCurrency(column: CatalogColumn): boolean {
  const before = partsOf(column.name).slice(0, -1);
  return (
    before.length > 0 &&
    before.every((part) => ofPrices.has(part)) &&
    columnUnit(column)?.dimension === 'money'
  );
}

const ofPrices: ReadonlySet<string> = new Set(
  'list unit catalog catalogue retail wholesale buy buying purchase sell selling sale resale base shop'.split(
    ' ',
  ),
);

/** Whether the last word of a name only says in which unit the number is: `price_cents`. */
export function endsInUnit(column: CatalogColumn): boolean {
  const last = column.name.toLowerCase().split('_').at(-1) ?? '';
  return isNumeric(column.type) && last.length > 1 && unitOf(last) !== null;
}
