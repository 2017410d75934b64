import { countOf } from '../moves.ts';
import type { Form } from '../form.ts';

/** "Visits per department": rows for each group, of which nothing else is asked, are counted. */
export function countByGroup(form: Form): Form {
  const { entity, groups, shows, order, tests, limit, frame } = form;
  const [first] = groups;
  if (entity === null || first === undefined || shows.length > 0) return form;
  if (order.length > 0 || limit !== null || frame !== null || form.all) return form;
  if (tests.some((test) => 'left' in test && test.left.kind === 'measure')) return form;
  const table = entity.alternatives[0]?.what;
  const isOwn = groups.some(
    (group) => group.kind === 'table' && group.alternatives[0]?.what === table,
  );
  return isOwn ? form : { ...form, shows: [countOf(entity)] };
}
