import type { ColumnMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';

/** When the rows of a moment came to be; null where no other moment of theirs says so. */
export function begins(
  of: ColumnMention,
  { times }: SchemaIndex,
  at: number,
): ColumnMention | null {
  const alternatives = times.events.filter(
    ({ what }) =>
      of.alternatives.some((end) => end.what.table === what.table) &&
      !of.alternatives.some((end) => end.what === what),
  );
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: '', at, beside: [], implies: 'moment' };
}
