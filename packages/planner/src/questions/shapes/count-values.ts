import type { Form, Show } from '../form.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { areWantedOnce } from '../repeated-values.ts';
import type { Building } from '../building.ts';
import type { Field } from '../schema-index.ts';
import { isSomebody } from '../../query/table-facts.ts';

/** "In how many cities are there airports": each city counts once, unless it is what the rows are grouped by. */
export function countValuesOnce(form: Form, { resolution: { fieldOf }, index }: Building): Form {
  const grouped = [...form.groups, ...form.shows].flatMap((part) =>
    part.kind === 'column' ? [fieldOf(part)] : [],
  );
  const isGroup = ({ table, column }: Field): boolean =>
    grouped.some((one) => one.table === table && one.column === column);
  const once = (show: Show): Show => {
    if (show.kind !== 'measure' || show.fn !== 'count' || show.of?.kind !== 'column') return show;
    if (show.share === true || show.of.derived !== undefined) return show;
    const field = fieldOf(show.of);
    // "Total number of rooms": the number is in the column, as a text.
    if (index.numerals.has(field.column) && tellsNumber(field))
      return show.distinct ? show : { ...show, fn: 'sum' };
    const isValue = areWantedOnce([field]) || isSomebody(field.column) || isNumberOfOthers(field);
    const isOnce = isValue && !namesRow(field) && !isGroup(field);
    return isOnce ? { ...show, distinct: true } : show;
  };
  return { ...form, shows: form.shows.map(once) };
}

/** A column that is called as its table. */
function namesRow({ table, column }: Field): boolean {
  return partsOf(column.name).join(' ') === tableParts(table.object.name).join(' ');
}

/** `basket_no` of lines: a number that something else goes by, which may have several rows. */
function isNumberOfOthers({ table, column }: Field): boolean {
  const parts = partsOf(column.name);
  const own = tableParts(table.object.name);
  const isNumber = parts.length > 1 && /^(?:number|code|ref|reference)$/u.test(parts.at(-1) ?? '');
  // The number of a room in its building is its own.
  const isOwn = [table.primaryKey, ...table.uniqueKeys].some((key) => key.includes(column.name));
  return isNumber && !isOwn && !parts.some((part) => own.includes(part));
}

function tellsNumber({ column }: Field): boolean {
  return partsOf(column.name).some((part) => numbers.has(part));
}

const numbers: ReadonlySet<string> = new Set(['count', 'quantity', 'amount', 'total']);
