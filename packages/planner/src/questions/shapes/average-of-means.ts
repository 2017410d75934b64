import { isMoment } from '../../link/link-column.ts';
import type { ColumnMention, Form, Measure, Show, Test } from '../form.ts';
import { partsOf } from '../name-parts.ts';
import { namingColumns } from '../naming.ts';

/**
 * "What is the average temperature in Oslo?", "cities with an average temperature over 20", where each day has a
 * `mean_temperature`: the average of these. Of single rows, "days with an average temperature over 20", it is the mean
 * that each of them has.
 */
export function averageOfMeans(form: Form): Form {
  const { shows, groups, order, limit, frame } = form;
  if (frame !== null) return form;
  const [shown, ...others] = shows;
  if (others.length === 0 && shown?.kind === 'column' && saysMean(shown)) {
    const isPlain = order.length === 0 && limit === null;
    const isAsked = groups.length > 0 || !/^mean\b/u.test(shown.words);
    return isPlain && isAsked && !groupsRows(form, shown)
      ? { ...form, shows: [averageOf(shown)] }
      : form;
  }
  if (shows.length === 0 || groups.length > 0 || shows.some(isOfRow)) return form;
  return {
    ...form,
    shows: shows.map((show) => (isAverage(show) ? averageOf(show) : show)),
    order: order.map((one) => (isAverage(one.by) ? { ...one, by: averageOf(one.by) } : one)),
    tests: form.tests.map((test): Test =>
      (test.kind === 'compare' || test.kind === 'between') && isAverage(test.left)
        ? { ...test, left: averageOf(test.left) }
        : test,
    ),
  };
}

/** "average humidity" of a column that holds means. */
export function saysMean({ words, alternatives: [best], reckoned }: ColumnMention): boolean {
  if (reckoned !== undefined || !/^(?:average|avg|mean)\b/u.test(words)) return false;
  return /(?:^|_)mean(?:_|$)|^mean(?=\p{Lu})/iu.test(best?.what.column.name ?? '');
}

function isAverage(part: Show): part is ColumnMention {
  return part.kind === 'column' && saysMean(part) && !/^mean\b/u.test(part.words);
}

function averageOf(of: ColumnMention): Measure {
  return { kind: 'measure', fn: 'avg', distinct: false, of };
}

/** "of each harbour", which has a mean itself. */
function groupsRows({ groups }: Form, { alternatives: [best] }: ColumnMention): boolean {
  return groups.some(
    (group) => group.kind === 'table' && group.alternatives[0]?.what === best?.what.table,
  );
}

/** Tells single rows: a name, a key or a day. */
function isOfRow(show: Show): boolean {
  if (show.kind !== 'column') return show.kind === 'table';
  const [best] = show.alternatives;
  if (best === undefined) return false;
  const { table, column } = best.what;
  return (
    isMoment(column) ||
    table.primaryKey.includes(column.name) ||
    namingColumns(table).includes(column) ||
    partsOf(column.name).some((part) => /^(?:date|day|time)$/u.test(part))
  );
}
