import type { ColumnMention, Form, Test } from '../form.ts';
import type { Resolution } from '../resolve.ts';

/** "Which coupon is used most?": rows without any are no group to be ranked. */
export function presentGroups(form: Form, resolution: Resolution): readonly Test[] {
  const { limit, order, groups, shows } = form;
  if (limit === null || order[0]?.by.kind !== 'measure') return [];
  const ranked = [...groups, ...shows].filter(
    (one): one is ColumnMention => one.kind === 'column' && one.derived === undefined,
  );
  return ranked
    .filter((one) => one.reckoned === undefined && resolution.fieldOf(one).column.nullable)
    .map((left) => ({ kind: 'null', left, negated: true }));
}
