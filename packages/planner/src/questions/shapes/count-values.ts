import type { Form, Show } from '../form.ts';
import { partsOf, tableParts } from '../name-parts.ts';
import { areWantedOnce } from '../repeated-values.ts';
import type { Resolution } from '../resolve.ts';
import type { Field } from '../schema-index.ts';

/** "In how many cities are there airports": each city counts once, unless it is what the rows are grouped by. */
export function countValuesOnce(form: Form, { fieldOf }: Resolution): Form {
  const grouped = [...form.groups, ...form.shows].flatMap((part) =>
    part.kind === 'column' ? [fieldOf(part)] : [],
  );
  const isGroup = ({ table, column }: Field): boolean =>
    grouped.some((one) => one.table === table && one.column === column);
  const once = (show: Show): Show => {
    if (show.kind !== 'measure' || show.fn !== 'count' || show.of?.kind !== 'column') return show;
    if (show.share === true || show.of.derived !== undefined) return show;
    const field = fieldOf(show.of);
    const isOnce = areWantedOnce([field]) && !namesRow(field) && !isGroup(field);
    return isOnce ? { ...show, distinct: true } : show;
  };
  return { ...form, shows: form.shows.map(once) };
}

/** A column that is called as its table. */
function namesRow({ table, column }: Field): boolean {
  return partsOf(column.name).join(' ') === tableParts(table.object.name).join(' ');
}
