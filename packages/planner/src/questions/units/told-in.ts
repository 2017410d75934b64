import type { CatalogColumn, Expression, QueryColumn } from '@ai-etl/core';
import { binary, numeral } from '../expressions.ts';
import type { Form, Show } from '../form.ts';
import type { Resolution } from '../resolve.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { columnUnit } from './column-unit.ts';
import { scaleInName } from './in-unit-of.ts';
import { unitOf, type Unit } from './units.ts';

/** "in euros": the unit in which numbers are to be shown. */
export interface ToldItem {
  readonly kind: 'told';
  /** null: of whatever the column is in. */
  readonly unit: Unit | null;
  /** 1000: "in thousands". */
  readonly scale: number;
}

const scales: ReadonlyMap<string, number> = new Map([
  ['thousands', 1e3],
  ['thousand', 1e3],
  ['k', 1e3],
  ['millions', 1e6],
  ['million', 1e6],
  ['тысячах', 1e3],
  ['тыс', 1e3],
  ['миллионах', 1e6],
  ['млн', 1e6],
]);
const russian: ReadonlyMap<string, string> = new Map(
  Object.entries({
    рублях: 'rub',
    копейках: 'cents',
    долларах: 'usd',
    центах: 'cents',
    тоннах: 't',
    килограммах: 'kg',
    километрах: 'km',
    метрах: 'm',
    часах: 'hours',
    минутах: 'minutes',
    секундах: 'seconds',
    днях: 'days',
    литрах: 'litres',
  }),
);

/** "in euros", "in thousands of dollars" at a word, and its length in words; null for anything else. */
export function toldAt(
  words: readonly Word[],
  at: number,
): (ToldItem & { readonly length: number }) | null {
  const [first, second, third, fourth] = words.slice(at, at + 4).map(({ lower }) => lower);
  if (first !== 'in' && first !== 'в') return null;
  const scale = scales.get(second ?? '');
  if (scale !== undefined) {
    const unit = third === 'of' ? unitOf(fourth ?? '') : null;
    const own = unitSaid(third);
    const length = unit !== null ? 4 : own !== null ? 3 : 2;
    return { kind: 'told', unit: unit ?? own, scale, length };
  }
  const unit = unitSaid(second);
  return unit === null || unit.dimension === 'share'
    ? null
    : { kind: 'told', unit, scale: 1, length: 2 };
}

function unitSaid(word: string | undefined): Unit | null {
  if (word === undefined || (word.length < 2 && !/[€$£₽]/u.test(word))) return null;
  return unitOf(russian.get(word) ?? word);
}

/** Reads "in euros": empty where nothing that is shown is a number. */
export function takeTold(state: State, { unit, scale }: ToldItem): readonly State[] {
  const { shows, told, order } = state.form;
  const fits = shows.some((show) => showsNumber(show, unit));
  // "the longest term, in days": what ranks is told in them, and nothing else is shown so far.
  const isRanked = shows.length === 0 && order.some(({ by }) => showsNumber(by, unit));
  if (isRanked && told === null && scale === 1) return [state];
  if (told !== null || !fits) return [];
  const inUnit = scale === 1 && unit !== null ? shows.map((show) => alreadyIn(show, unit)) : shows;
  return [withForm(state, { told: { unit, scale }, shows: inUnit })];
}

/** "length in feet": of `length_meters` and `length_feet` the one that is in feet. */
function alreadyIn(show: Show, unit: Unit): Show {
  const of = show.kind === 'measure' ? show.of : show;
  if (of?.kind !== 'column') return show;
  const least = (of.alternatives[0]?.score ?? 0) - weights.resolve.tie;
  const held = of.alternatives.filter(({ what, score }) => {
    const own = columnUnit(what.column);
    return score >= least && own?.dimension === unit.dimension && own.factor === unit.factor;
  });
  if (held.length === 0) return show;
  const narrowed = { ...of, alternatives: held };
  return show.kind === 'measure' ? { ...show, of: narrowed } : narrowed;
}

function showsNumber(show: Show, unit: Unit | null): boolean {
  const of = show.kind === 'measure' && show.fn !== 'count' ? show.of : show;
  if (of?.kind !== 'column' || of.derived !== undefined) return false;
  return of.alternatives.some(({ what }) => {
    const own = columnUnit(what.column);
    return own !== null && (unit === null || own.dimension === unit.dimension);
  });
}

/** The value of what is shown in the unit that was asked for, with what it is called then. */
export function toldIn(
  { name, expression }: QueryColumn,
  show: Show,
  { form, resolution }: { readonly form: Form; readonly resolution: Resolution },
): QueryColumn {
  const { told } = form;
  const of = show.kind === 'measure' && show.fn !== 'count' ? show.of : show;
  if (told === null || of?.kind !== 'column' || of.derived !== undefined)
    return { name, expression };
  if (show.kind === 'measure' && (show.share === true || show.reckoned !== undefined))
    return { name, expression };
  const { own, wanted } = factorsOf(resolution.fieldOf(of).column, told);
  if (own === wanted) return { name, expression };
  const plain = name.replace(/_[a-z0-9]+$/iu, (end) => (unitOf(end.slice(1)) === null ? end : ''));
  const by = (factor: number): Expression => {
    const rounded = Number(factor.toPrecision(12));
    return Number.isInteger(rounded)
      ? { kind: 'literal', type: 'decimal', value: `${rounded}.0` }
      : numeral(rounded);
  };
  const value =
    own > wanted
      ? binary('multiply', expression, by(own / wanted))
      : binary('divide', expression, by(wanted / own));
  return { name: plain, expression: value };
}

/** A unit of the column and the one that is wanted, in base units; money of no known unit is in that of the currency. */
function factorsOf(
  column: CatalogColumn,
  { unit, scale }: NonNullable<Form['told']>,
): { readonly own: number; readonly wanted: number } {
  const held = columnUnit(column);
  // `damage_millions`: in millions already.
  if (scale > 1 && scaleInName(column) === scale) return { own: 1, wanted: 1 };
  if (held === null || (unit !== null && held.dimension !== unit.dimension))
    return { own: 1, wanted: 1 };
  const isMoney = held.dimension === 'money';
  const own = held.factor ?? (isMoney ? 1 : (unit?.factor ?? 1));
  return { own, wanted: scale * (unit?.factor ?? (isMoney ? 1 : own)) };
}
