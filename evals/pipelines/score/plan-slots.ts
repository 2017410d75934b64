import type { ExpectedEndpoint, PlanDraft } from '../expect.ts';
import { operationSlots } from './operation-slots.ts';
import type { Slot } from './slot.ts';

/** What a plan says, slot by slot. Gold plans bring what else is right. */
export function planSlots(plan: PlanDraft): readonly Slot[] {
  return [
    ...plan.sources.flatMap((one) => endpointSlots('source', one)),
    ...plan.targets.flatMap((one) => endpointSlots('target', one)),
    ...plan.operations.flatMap(operationSlots),
    ...writeSlots(plan),
    ...loadSlots(plan),
    ...scheduleSlots(plan),
    ...plan.checks.map((value): Slot => ({ name: 'check', value })),
    ...(plan.on_fail == null ? [] : [{ name: 'on_fail', value: plan.on_fail } as const]),
    ...plan.notifications.map((value): Slot => ({ name: 'notification', value })),
    ...(['retries', 'batch', 'parse'] as const).flatMap((name) =>
      Object.entries(plan[name] ?? {}).map((value): Slot => ({ name, value })),
    ),
  ];
}

function endpointSlots(side: 'source' | 'target', endpoint: ExpectedEndpoint): readonly Slot[] {
  const { type, object, role, ...options } = endpoint;
  return [
    ...(type == null ? [] : [{ name: `${side}_type`, value: type } as const]),
    ...(object == null
      ? []
      : [{ name: `${side}_object`, value: { object, role: role ?? null } } as const]),
    ...Object.entries(options)
      .filter(([, value]) => value !== null && value !== undefined)
      .map((value): Slot => ({ name: `${side}_option`, value })),
  ];
}

function writeSlots({
  write_mode: mode,
  keys,
  accept_write_modes: accepted,
}: PlanDraft): readonly Slot[] {
  return [
    ...(mode == null
      ? []
      : [{ name: 'write_mode', value: mode, alternatives: accepted ?? [] } as const]),
    ...keys.map((value): Slot => ({ name: 'key', value })),
  ];
}

function loadSlots({ load, cdc_ops: changes }: PlanDraft): readonly Slot[] {
  return [
    ...(load == null ? [] : [{ name: 'load_mode', value: load.mode } as const]),
    ...(load?.column == null ? [] : [{ name: 'load_column', value: load.column } as const]),
    ...(changes ?? []).map((value): Slot => ({ name: 'cdc_op', value })),
  ];
}

function scheduleSlots({ schedule, accept_timezones: zones }: PlanDraft): readonly Slot[] {
  if (schedule == null) return [];
  const { kind, cron, timezone, cron_accept: accepted } = schedule;
  return [
    {
      name: 'schedule',
      value: cron ?? kind,
      alternatives: accepted ?? [],
    },
    ...(timezone == null
      ? []
      : [{ name: 'timezone', value: timezone, alternatives: zones ?? [] } as const]),
  ];
}
