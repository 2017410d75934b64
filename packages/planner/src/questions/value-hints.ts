import type { ColumnMention } from './form.ts';

/** "cities called Springfield": the value is what something is called. */
export function isNamedSo({ hints = [] }: ColumnMention): boolean {
  return ['named', 'called', 'titled'].includes(hints.at(-1) ?? '');
}

/** Also "which states does the Ohio cross": the Ohio is none of them. */
const places: ReadonlySet<string> = new Set(
  'in at inside within near through across along throughout do does did'.split(' '),
);

/** "in Michigan": where something is. */
export function isPlaced({ hints = [] }: ColumnMention): boolean {
  return places.has(hints.at(-1) ?? '');
}
