import type { ColumnMention, Form, Show } from './form.ts';
import type { Resolution } from './resolve.ts';
import { placeOf } from './shapes/take-arithmetic.ts';
import { wordLemma, type Word } from './words.ts';

const imperative = /^(?:list|give|show|return|display|provide|report|include|tell|state|print)$/u;

/**
 * "When was the youngest driver born? Give the first name, last name and birth date.": a sentence that says what is to
 * be shown, and says again what was asked before it, says all of it, in its order.
 */
export function asSaidLast(words: readonly Word[], form: Form, resolution: Resolution): Form {
  const end = words.findLastIndex(
    ({ kind, lower }, at) =>
      kind === 'mark' && /^[.?!]$/u.test(lower) && imperative.test(words[at + 1]?.lower ?? ''),
  );
  if (end < 0) return form;
  const places = form.shows.map(placeOf);
  const lastBefore = places.findLastIndex((at) => at >= 0 && at < end);
  const from = lastBefore >= 0 ? lastBefore + 1 : places.findIndex((at) => at > end);
  const later = from < 0 ? [] : form.shows.slice(from);
  const before = form.shows.slice(0, Math.max(from, 0));
  const kept = before.filter((show) => !later.some((other) => isSaidBy(show, other, resolution)));
  // "Show estate and region": of rows that were shown already.
  const said = words.slice(end).map(({ lemma }) => lemma);
  const isAgain = kept.some((show) => said.includes(headOf(show)));
  return kept.length === before.length || isAgain ? form : { ...form, shows: [...later, ...kept] };
}

function headOf(show: Show): string {
  const words = show.kind === 'measure' ? '' : show.words;
  return wordLemma(words.split(' ').at(-1)?.toLowerCase() ?? '');
}

/** Whether a later column, or measure, is what was asked for: the amount itself for "how much". */
function isSaidBy(show: Show, later: Show, { fieldOf }: Resolution): boolean {
  const [asked, said] = [show, later].map(columnOf);
  if (asked == null || said == null || asked.derived !== said.derived) return false;
  if (show.kind !== 'measure' && later.kind === 'measure') return false;
  if (show.kind === 'measure' && later.kind === 'measure' && show.fn !== later.fn) return false;
  if (show.kind === 'measure' && later.kind !== 'measure' && show.fn !== 'sum') return false;
  const [a, b] = [fieldOf(asked), fieldOf(said)];
  return a.table === b.table && a.column === b.column;
}

function columnOf(show: Show): ColumnMention | null {
  if (show.kind === 'column') return show;
  return show.kind === 'measure' && show.of?.kind === 'column' ? show.of : null;
}
