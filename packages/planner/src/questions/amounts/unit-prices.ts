import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import { isMeasure } from '../../query/table-facts.ts';
import { partsOf } from '../name-parts.ts';

/** A column that tells what one of something costs. */
export interface UnitPrice {
  readonly column: CatalogColumn;
  /** "hour" of an hourly rate; null: of a piece. */
  readonly per: string | null;
  /** What is paid rather than asked for. */
  readonly isCost: boolean;
  /** How surely it is the price: 0 is best. */
  readonly rank: number;
}

const prices: ReadonlySet<string> = new Set(
  'price rate fee fare tariff cost wage charge pay'.split(' '),
);
const costs: ReadonlySet<string> = new Set('cost wage pay salary'.split(' '));
/** What makes a price one of something else, of all of them, or a part of it. */
const others: ReadonlySet<string> = new Set(
  'total sum subtotal amount minimum maximum shipping delivery discount tax vat old previous original regular count number percentage tip service interest exchange conversion growth success occupancy refund late heart click commission tax bounce open birth death unemployment'.split(
    ' ',
  ),
);
const ofPiece: ReadonlySet<string> = new Set(
  'unit each piece item sale selling sold per'.split(' '),
);
const adverbs: ReadonlyMap<string, string> = new Map([
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['nightly', 'night'],
  ['weekly', 'week'],
]);
const units: ReadonlySet<string> = new Set(
  'hour day night week minute kilometer km mile kg kilo kilogram ton tonne litre liter l parcel pallet head guest person seat page word click'.split(
    ' ',
  ),
);

/** Columns of a table that are prices of one, the surest first. */
export function unitPrices(table: CatalogTable): readonly UnitPrice[] {
  return table.columns
    .flatMap((column): UnitPrice[] => {
      const found = isMeasure(column, table) ? unitPrice(column) : null;
      return found === null ? [] : [found];
    })
    .toSorted((a, b) => a.rank - b.rank);
}

function unitPrice(column: CatalogColumn): UnitPrice | null {
  const parts = partsOf(column.name);
  const at = parts.findIndex((part) => prices.has(part));
  const isAdverb = parts.some((part) => adverbs.has(part));
  if (at === -1 && !isAdverb) return null;
  if (parts.some((part) => others.has(part))) return null;
  const per = unitSaid(column.name, parts);
  // A bare rate may be of anything; a fee or a charge is mostly one for the whole.
  const said = parts[at] ?? '';
  const isPiece = parts.some((part) => ofPiece.has(part));
  if (per === null && said !== 'price' && !isPiece && said !== 'cost' && said !== 'rate')
    return null;
  const rank = (per !== null || isPiece ? 0 : 1) + (said === 'price' ? 0 : 1);
  return { column, per, isCost: parts.some((part) => costs.has(part)), rank };
}

/** "hour" of `hourly_rate`, "kg" of `rate_kg`, "parcel" of `fee_per_parcel`. */
function unitSaid(name: string, parts: readonly string[]): string | null {
  const adverb = parts.flatMap((part) => adverbs.get(part) ?? [])[0];
  if (adverb !== undefined) return adverb;
  const after = /_per_(?<unit>\p{L}+)$/iu.exec(name)?.groups?.['unit'];
  if (after !== undefined) {
    const unit = partsOf(after)[0] ?? after.toLowerCase();
    return unit === 'unit' || unit === 'piece' || unit === 'item' ? null : unit;
  }
  return parts.find((part) => units.has(part)) ?? null;
}
