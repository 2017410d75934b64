import type { ColumnMention, Form, Measure, Order, Show } from '../form.ts';
import { opposite } from '../moves.ts';
import type { Resolution } from '../resolve.ts';

/** Turns what ranks by a column that goes against its adjective: the oldest have the first birth dates. */
export function settleDirections(form: Form, resolution: Resolution): Form {
  const isAgainst = (mention: ColumnMention): boolean => {
    const { column } = resolution.fieldOf(mention);
    return mention.against?.some((field) => field.column === column) === true;
  };
  const turned = (show: Show): Show =>
    show.kind === 'measure' && show.of?.kind === 'column' && isAgainst(show.of)
      ? otherExtreme(show)
      : show;
  const order = form.order.map((one): Order => {
    const { by, direction } = one;
    if (by.kind === 'measure')
      return by.of?.kind === 'column' && isAgainst(by.of) ? { ...one, by: otherExtreme(by) } : one;
    return isAgainst(by) ? { ...one, direction: opposite(direction) } : one;
  });
  return { ...form, order, shows: form.shows.map(turned) };
}

function otherExtreme(measure: Measure): Measure {
  if (measure.fn !== 'min' && measure.fn !== 'max') return measure;
  return { ...measure, fn: measure.fn === 'min' ? 'max' : 'min' };
}
