import type { DateMath, TimeUnit } from '@ai-etl/core';

/** A moment by date math, as people say it. */
export type SaidMoment =
  /** The start of a unit: `units` from the current one, negative before it. */
  | { readonly kind: 'start'; readonly unit: TimeUnit; readonly units: number }
  /** So many units from now, negative before it. */
  | { readonly kind: 'away'; readonly unit: TimeUnit; readonly units: number }
  /** The start of a unit, and from there so many of another. */
  | {
      readonly kind: 'from-start';
      readonly of: TimeUnit;
      readonly unit: TimeUnit;
      readonly units: number;
    }
  | { readonly kind: 'steps'; readonly text: string };

/** What steps from now come to. */
export function saidMoment(steps: DateMath): SaidMoment {
  const [first, second, ...more] = steps;
  if (more.length === 0) {
    if (second === undefined) {
      return first.kind === 'floor'
        ? { kind: 'start', unit: first.unit, units: 0 }
        : { kind: 'away', unit: first.unit, units: first.count };
    }
    const [floor, move] = first.kind === 'floor' ? [first, second] : [second, first];
    if (floor.kind === 'floor' && move.kind === 'move') {
      const { unit, count: units } = move;
      if (unit === floor.unit) return { kind: 'start', unit, units };
      if (floor === first) return { kind: 'from-start', of: floor.unit, unit, units };
    }
  }
  const text = steps.map((step) =>
    step.kind === 'floor'
      ? `/${step.unit}`
      : `${step.count < 0 ? '-' : '+'}${Math.abs(step.count)} ${step.unit}`,
  );
  return { kind: 'steps', text: ['now', ...text].join(' ') };
}
