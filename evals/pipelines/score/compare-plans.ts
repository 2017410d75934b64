import type { PlanDraft } from '../expect.ts';
import { planSlots } from './plan-slots.ts';
import { isSameSlot } from './same-slot.ts';
import { isCore, type Slot, type SlotName } from './slot.ts';

/** A slot, and what became of it. */
export interface JudgedSlot {
  readonly name: SlotName;
  /** In both; only in gold; only predicted. */
  readonly verdict: 'found' | 'missing' | 'extra';
  readonly value: unknown;
}

export interface PlanComparison {
  readonly slots: readonly JudgedSlot[];
  /** Every core slot right, and none too many. */
  readonly isExactCore: boolean;
  readonly isExact: boolean;
}

/** Pairs the slots of two plans of one description. A prediction of null says nothing. */
export function comparePlans(
  gold: PlanDraft,
  predicted: PlanDraft | null,
  text: string,
): PlanComparison {
  const open = [...(predicted === null ? [] : planSlots(forgiven(gold, predicted)))];
  const slots: JudgedSlot[] = planSlots(withoutNeedlessKeys(gold, predicted)).map((slot) => {
    const at = bestMatch(slot, open, text);
    if (at === -1) return { name: slot.name, verdict: 'missing', value: slot.value };
    open.splice(at, 1);
    return { name: slot.name, verdict: 'found', value: slot.value };
  });
  slots.push(...open.map(({ name, value }): JudgedSlot => ({ name, verdict: 'extra', value })));
  const wrong = slots.filter((one) => one.verdict !== 'found');
  return {
    slots,
    isExactCore: wrong.every((one) => !isCore(one.name)),
    isExact: wrong.length === 0,
  };
}

/** The same words first: a column of any name must not take the place of one that is named. */
function bestMatch(gold: Slot, open: readonly Slot[], text: string): number {
  const literally = open.findIndex(
    (one) => one.name === gold.name && JSON.stringify(one.value) === JSON.stringify(gold.value),
  );
  return literally === -1 ? open.findIndex((one) => isSameSlot(gold, one, text)) : literally;
}

/** What gold leaves open, a prediction may say: a time zone, and the keys of an accepted upsert. */
function forgiven(gold: PlanDraft, predicted: PlanDraft): PlanDraft {
  const { schedule } = predicted;
  const isZoneOpen = gold.schedule?.timezone == null;
  const isOtherMode = isAlternativeMode(gold, predicted);
  return {
    ...predicted,
    ...(schedule == null || !isZoneOpen ? {} : { schedule: { ...schedule, timezone: null } }),
    keys: isOtherMode ? [] : predicted.keys,
  };
}

/** An accepted mode without keys needs none of those that gold's own mode has. */
function withoutNeedlessKeys(gold: PlanDraft, predicted: PlanDraft | null): PlanDraft {
  return predicted !== null && isAlternativeMode(gold, predicted) ? { ...gold, keys: [] } : gold;
}

function isAlternativeMode(gold: PlanDraft, { write_mode: mode }: PlanDraft): boolean {
  return mode != null && mode !== gold.write_mode && (gold.accept_write_modes ?? []).includes(mode);
}
