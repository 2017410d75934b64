import type { Form, Group, Show } from '../form.ts';
import { wordLemma } from '../words.ts';

/** "Cost per seat" of a fee whose comment says "per seat": that is how the fee is told, no group. */
export function dropUnitGroups(form: Form): Form {
  const groups = form.groups.filter((group) => !isUnitOf(group, form.shows));
  return groups.length === form.groups.length ? form : { ...form, groups };
}

function isUnitOf(group: Group, shows: readonly Show[]): boolean {
  if (group.kind !== 'column' && group.kind !== 'table') return false;
  const [word, ...more] = group.words.toLowerCase().split(' ');
  if (word === undefined || more.length > 0) return false;
  return shows.some((show) => unitsOf(show).includes(wordLemma(word)));
}

/** What a comment says that an amount is for: "per night, before tax". */
function unitsOf(show: Show): readonly string[] {
  const column = show.kind === 'measure' ? show.of : show;
  if (column?.kind !== 'column') return [];
  const comment = column.alternatives[0]?.what.column.comment ?? '';
  return [...comment.matchAll(/\bper (?:one |single )?(\p{L}+)/giu)].map(([, unit = '']) =>
    wordLemma(unit.toLowerCase()),
  );
}
