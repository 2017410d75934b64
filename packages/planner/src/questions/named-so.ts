import type { ColumnMention } from './form.ts';

/** "cities called Springfield": the value is what something is called. */
export function isNamedSo({ hints = [] }: ColumnMention): boolean {
  return ['named', 'called', 'titled'].includes(hints.at(-1) ?? '');
}
