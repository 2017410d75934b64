import { isMoment } from '../../link/link-column.ts';
import { isSeries } from '../times/derived.ts';
import type { ColumnMention, Form, Order } from '../form.ts';

/** "First order date of each customer", "highest price per category": of each group its least or greatest, not one group. */
export function endsOfGroups(form: Form): Form {
  const { groups, order, limit, offset, shows } = form;
  const [first, ...more] = order;
  if (groups.length === 0 || limit !== 1 || offset > 0 || more.length > 0) return form;
  if (first?.by.kind !== 'column') return form;
  if (asksForTime(form, first.by)) return { ...form, order: [rankOfTimes(first, first.by)] };
  if (first.total === true) return form;
  if (!(shows.length === 0 ? isOfGroup(form) : showsOnly(form, first.by))) return form;
  const [shown = first.by] = shows;
  if (shown.kind !== 'column') return form;
  const fn = first.direction === 'desc' ? 'max' : 'min';
  const { against } = first.by;
  const of: ColumnMention = against === undefined ? shown : { ...shown, against };
  return {
    ...form,
    shows: [{ kind: 'measure', fn, distinct: false, of }],
    order: [],
    limit: null,
  };
}

/** "Which month had the highest price": the month is said first, and asked for. */
function asksForTime({ groups }: Form, by: ColumnMention): boolean {
  return groups.some((group) => group.kind === 'column' && isSeries(group) && group.at < by.at);
}

/** The month with the highest revenue has it in all its rows together, that with the highest price in one of them. */
function rankOfTimes({ direction, total }: Order, of: ColumnMention): Order {
  const fn = total === true ? 'sum' : direction === 'desc' ? 'max' : 'min';
  return { by: { kind: 'measure', fn, distinct: false, of }, direction };
}

/** Nothing is asked for beside the groups. */
function isOfGroup({ entity, groups }: Form): boolean {
  const table = entity?.alternatives[0]?.what;
  return groups.every(
    (group) =>
      table === undefined || (group.kind === 'table' && group.alternatives[0]?.what === table),
  );
}

/** What is shown is the moment that is ranked by; "which listing costs the most" asks for the listing. */
function showsOnly({ shows }: Form, by: ColumnMention): boolean {
  const [shown, ...more] = shows;
  if (shown?.kind !== 'column' || more.length > 0) return false;
  if (!shown.alternatives.some(({ what }) => isMoment(what.column))) return false;
  const column = shown.alternatives[0]?.what.column;
  return by.alternatives.some(({ what }) => what.column === column);
}

/** "For every topic the most expensive course": what is ranked in the groups is no group itself. */
export function dropRankedGroup(form: Form): Form {
  const { groups, order, limit, entity } = form;
  const last = groups.at(-1);
  const isRanked =
    limit !== null &&
    order[0]?.by.kind === 'column' &&
    order[0].ofRows === true &&
    groups.length > 1;
  const isEntity =
    last?.kind === 'table' && last.alternatives[0]?.what === entity?.alternatives[0]?.what;
  return isRanked && isEntity ? { ...form, groups: groups.slice(0, -1) } : form;
}
