import type { Form, Show } from '../form.ts';
import { countOf } from '../moves.ts';
import { isSingular } from '../words.ts';
import { isQuantity, totalOf } from './take-arithmetic.ts';

/** "For each club: members, trainers and fees": how many there are of each, and totals of numbers. */
export function countListed(form: Form): Form {
  const { groups, shows, frame, overTime, gap, order } = form;
  if (groups.length === 0 || shows.length < 2 || frame !== null || overTime !== null) return form;
  if (gap !== null || order.length > 0) return form;
  const grouped = groups.flatMap((group) => (group.kind === 'table' ? [best(group)] : []));
  // "all types and the number of …": the types themselves.
  const { entity } = form;
  const isListed = shows.some(
    (show) => show.kind === 'table' && best(show) === entity?.alternatives[0]?.what,
  );
  if (isListed) return form;
  const isRows = (show: Show): boolean =>
    show.kind === 'table' && !isSingular(show.words) && !grouped.includes(best(show));
  const isNumber = (show: Show): boolean =>
    show.kind === 'measure' || (show.kind === 'column' && isQuantity(show));
  if (!shows.some(isRows) || !shows.every((show) => isRows(show) || isNumber(show))) return form;
  const measured = shows.map((show): Show => {
    if (show.kind === 'measure') return show;
    return show.kind === 'table' ? countOf(show) : totalOf(show);
  });
  return { ...form, shows: measured };
}

function best({ alternatives }: Extract<Show, { kind: 'table' }>): unknown {
  return alternatives[0]?.what;
}
