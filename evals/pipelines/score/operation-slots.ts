import type { ExpectedOperation } from '../expect.ts';
import type { Slot, SlotName } from './slot.ts';
import { listOf } from './words.ts';

/** Operations that are one slot each, whatever they hold. */
const whole: Readonly<Record<string, SlotName>> = {
  filter: 'filter',
  rename: 'rename',
  derive: 'derive',
  cast: 'cast',
  split: 'split',
  fill_null: 'fill_null',
  mask: 'mask',
  dedupe: 'dedupe',
  join: 'join',
  union: 'union',
  window: 'window',
  pivot: 'pivot',
  flatten: 'flatten',
  explode: 'explode',
  sort: 'sort',
  limit: 'limit',
};

/** The slots of an operation: one, or for lists of columns, group keys and measures one each. */
export function operationSlots(operation: ExpectedOperation): readonly Slot[] {
  switch (operation.op) {
    case 'select':
      return listOf(operation['columns']).map((value) => ({ name: 'select', value }));
    case 'drop_columns':
      return listOf(operation['columns']).map((value) => ({ name: 'drop_columns', value }));
    case 'aggregate':
      return [
        ...listOf(operation['group_by']).map((value): Slot => ({ name: 'aggregate_group', value })),
        ...listOf(operation['measures']).map((value): Slot => ({
          name: 'aggregate_measure',
          value,
        })),
      ];
    default:
      return [{ name: whole[operation.op] ?? 'operation', value: operation }];
  }
}
