import { isMeasure } from '../../query/table-facts.ts';
import type { ColumnMention, Form, Group, Show } from '../form.ts';
import { totalOf } from './take-arithmetic.ts';

/** Numbers of which a sum says nothing. */
const intensive =
  /price|rate|score|age|percent|ratio|year|rating|temperature|grade|gpa|latitude|longitude|height|level|rank|floor|stars|satisfaction|elevation|(?:^|_)mean_/iu;

/** "Revenue per region": a quantity for each group is its total. */
export function totalByGroup(form: Form): Form {
  const { groups, shows, order, tests, limit } = form;
  const isCounted = groups.length === 0 && countsBeforeAmount(shows);
  if ((groups.length === 0 && !isCounted) || limit !== null || form.frame !== null) return form;
  const parts = [...shows, ...order.map(({ by }) => by)];
  // "how many orders and what value": rows are counted, and of their numbers the total is asked for.
  const isOther = (part: (typeof parts)[number]): boolean =>
    part.kind === 'measure' && (part.fn !== 'count' || part.share === true);
  if (parts.some(isOther) || form.order.some(({ by }) => by.kind === 'measure')) return form;
  if (tests.some((test) => 'left' in test && test.left.kind === 'measure')) return form;
  const isTotal = (show: Show): show is ColumnMention =>
    show.kind === 'column' &&
    isAdditive(show) &&
    !groups.includes(show) &&
    !groups.some((group) => isOwn(show, group));
  if (!shows.some(isTotal)) return form;
  return { ...form, shows: shows.map((show) => (isTotal(show) ? totalOf(show) : show)) };
}

/** "by channel: how many and what value": what stands before the number makes the groups. */
function countsBeforeAmount(shows: readonly Show[]): boolean {
  const [before, counted, amount, ...more] = shows;
  const isCount = counted?.kind === 'measure' && counted.fn === 'count' && counted.share !== true;
  if (before?.kind !== 'column' || !isCount || amount?.kind !== 'column') return false;
  return more.length === 0 && !isAdditive(before) && isAdditive(amount);
}

/** "Salary of each employee": there is one for each, and nothing to add up. */
function isOwn({ reckoned, alternatives }: ColumnMention, group: Group): boolean {
  if (group.kind !== 'table' || reckoned !== undefined) return false;
  return alternatives[0]?.what.table === group.alternatives[0]?.what;
}

/** Whether a sum of it says something. */
export function isAdditive({ alternatives, reckoned = [] }: ColumnMention): boolean {
  const [best] = alternatives;
  if (best === undefined || !isMeasure(best.what.column, best.what.table)) return false;
  return reckoned.some(({ op }) => op === 'multiply') || !intensive.test(best.what.column.name);
}
