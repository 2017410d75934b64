import type { Form, Test } from '../form.ts';
import type { Resolution } from '../resolve.ts';
import { isSeries } from './derived.ts';

/** "Deliveries per month": rows that have no such moment yet belong to no month. */
export function presentMoments(form: Form, resolution: Resolution): readonly Test[] {
  return form.groups.flatMap((group): readonly Test[] => {
    if (group.kind !== 'column' || !isSeries(group)) return [];
    const { column } = resolution.fieldOf(group);
    const isTested = form.tests.some(
      (test) =>
        test.kind === 'time' && !test.negated && resolution.fieldOf(test.left).column === column,
    );
    return !column.nullable || isTested ? [] : [{ kind: 'null', left: group, negated: true }];
  });
}
