import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';

/** Columns so named; "seat count" is `num_of_seats`, and "number of bedrooms" is `bedroom_count`. */
export function fieldsCounted(
  lemmas: readonly string[],
  index: SchemaIndex,
): readonly Named<Field>[] {
  const named = index.fieldsNamed(lemmas);
  const other = (named[0]?.score ?? 0) >= weights.link.sure ? null : otherWay(lemmas);
  if (other === null) return named;
  const counted = index.fieldsNamed(other).filter(({ score }) => score >= weights.link.sure);
  return counted.length === 0 ? named : counted;
}

function otherWay(lemmas: readonly string[]): readonly string[] | null {
  if (lemmas.length < 2) return null;
  if (lemmas.at(-1) === 'count') return ['number', ...lemmas.slice(0, -1)];
  return lemmas[0] === 'number' ? [...lemmas.slice(1), 'count'] : null;
}
