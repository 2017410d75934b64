import type { HeldChoice } from '../form.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';

/** Columns among these that hold "No", and say other things too: "No", "1080p". null: none does. */
export interface DeniedValues {
  readonly of: readonly Named<Field>[];
  readonly choice: HeldChoice;
}

/** Where texts say "No" for what rows do not have. */
export function deniedValues(
  alternatives: readonly Named<Field>[],
  index: SchemaIndex,
): DeniedValues | null {
  const held = index.valuesSpelled('no');
  const of = alternatives.filter(({ what }) => held.some(({ field }) => field === what));
  const byField = held.filter(({ field }) => of.some(({ what }) => what === field));
  return of.length === 0 ? null : { of, choice: { byField } };
}
