/** One thing a plan says, under the name by which figures are told. */
export interface Slot {
  readonly name: SlotName;
  readonly value: unknown;
  /** As `value`, for gold: what else is right. */
  readonly alternatives?: readonly unknown[];
}

/** Slots without which a plan is another plan. */
export const coreSlots = [
  'source_type',
  'source_object',
  'target_type',
  'target_object',
  'filter',
  'join',
  'aggregate_group',
  'aggregate_measure',
  'dedupe',
  'cast',
  'mask',
  'write_mode',
  'key',
  'load_mode',
  'load_column',
  'schedule',
  'timezone',
  'check',
  'notification',
] as const;

export const otherSlots = [
  'source_option',
  'target_option',
  'select',
  'drop_columns',
  'rename',
  'derive',
  'split',
  'fill_null',
  'union',
  'window',
  'pivot',
  'flatten',
  'explode',
  'sort',
  'limit',
  'operation',
  'cdc_op',
  'on_fail',
  'retries',
  'batch',
  'parse',
] as const;

export type SlotName = (typeof coreSlots)[number] | (typeof otherSlots)[number];

export function isCore(name: SlotName): boolean {
  return coreSlots.some((one) => one === name);
}
