import type { DateMath, DateStep, TimeUnit } from './ast.ts';
import { timeUnits } from './time-unit.ts';

const letters: Readonly<Record<TimeUnit, string>> = {
  second: 's',
  minute: 'm',
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'M',
  quarter: 'Q',
  year: 'y',
};
const units: ReadonlyMap<string, TimeUnit> = new Map(
  timeUnits.map((unit) => [letters[unit], unit]),
);

/** Steps of one expression. */
const mostSteps = 6;

/** Reads `now-1y/y`, as Elasticsearch and Grafana write it; undefined when it is none. */
export function parseDateMath(text: string): DateMath | undefined {
  if (!/^now(?:\/[smhdwMQy]|[+-]\d{1,6}[smhdwMQy])+$/.test(text)) return undefined;
  const [first, ...rest] = [...text.matchAll(/\/([a-zA-Z])|([+-]\d+)([a-zA-Z])/g)].flatMap(
    ([, floored, count, moved]): DateStep[] => {
      const unit = units.get(floored ?? moved ?? '');
      if (unit === undefined) return [];
      return [
        count === undefined
          ? { kind: 'floor', unit }
          : { kind: 'move', unit, count: Number(count) },
      ];
    },
  );
  return first === undefined || rest.length >= mostSteps ? undefined : [first, ...rest];
}

/** Canonical text: what `parseDateMath` reads back as the same steps. */
export function printDateMath(steps: DateMath): string {
  const printed = steps.map((step) => {
    if (step.kind === 'floor') return `/${letters[step.unit]}`;
    return `${step.count < 0 ? '-' : '+'}${Math.abs(step.count)}${letters[step.unit]}`;
  });
  return `now${printed.join('')}`;
}
