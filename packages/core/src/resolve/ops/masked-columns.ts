import type { StepOf } from '../../spec/steps/index.ts';
import { nameHintOf } from '../../semantics/name-hints.ts';

/** How one column is hidden, and by which entry of the step. */
export interface MaskedColumn {
  readonly name: string;
  readonly method: StepOf<'mask'>['columns'][number]['method'];
  readonly keepLast: number;
  readonly entry: number;
}

/**
 * The columns that a mask step hides, in the order of its entries. A kind means every column whose
 * name (or, for a plain `name`, the input's id) tells that kind; values are not looked at, since a
 * plan is made before they are read. An entry by name wins over one by kind, the first kind over later ones.
 */
export function maskedColumns(
  { columns, inputs }: Pick<StepOf<'mask'>, 'columns' | 'inputs'>,
  names: readonly string[],
): readonly MaskedColumn[] {
  const taken = new Set(columns.flatMap(({ name }) => name ?? []));
  return columns.flatMap(({ name, kind, method, keep_last }, entry): readonly MaskedColumn[] => {
    const how = { method, keepLast: keep_last ?? 4, entry };
    if (name !== undefined) return [{ name, ...how }];
    const found = names.filter(
      (one) => !taken.has(one) && nameHintOf(one, inputs[0])?.kind === kind,
    );
    for (const one of found) taken.add(one);
    return found.map((one) => ({ name: one, ...how }));
  });
}
