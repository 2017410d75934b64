import type { ColumnMention } from './form.ts';
import type { Field } from './schema-index.ts';

/** Words at a place that mean one column and no other; `score`: how surely, 0 to 1. */
export function columnMention(what: Field, words: string, at: number, score = 1): ColumnMention {
  return { kind: 'column', alternatives: [{ what, score }], words, at, beside: [] };
}

/** Whether two mentions may mean one column. */
export function sharesColumn(a: ColumnMention, b: ColumnMention): boolean {
  return a.alternatives.some(({ what }) => b.alternatives.some((other) => other.what === what));
}
