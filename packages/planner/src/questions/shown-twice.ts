import type { ColumnMention, Form } from './form.ts';
import type { Resolution } from './resolve.ts';
import { weights } from './weights.ts';
import type { Word } from './words.ts';

/**
 * What a reading loses for columns that one sentence asks for and that are shown already: "first name, last name and
 * party name" is said of three. Another sentence may say again what is wanted.
 */
export function shownTwiceCost(
  words: readonly Word[],
  { shows, order }: Form,
  { fieldOf }: Resolution,
): number {
  const columns = shows.filter((show) => show.kind === 'column' && show.words !== '');
  // "oldest due date first": said of the order.
  const ordered = order.map(({ by }) => (by.kind === 'column' ? by.at : null));
  const again = columns.filter((show, place) => {
    if (show.kind !== 'column' || show.derived !== undefined) return false;
    if (ordered.includes(show.at)) return false;
    const { table, column } = fieldOf(show);
    return columns.slice(0, place).some((before) => {
      if (before.kind !== 'column' || before.derived !== undefined) return false;
      const field = fieldOf(before);
      const isSame = field.table === table && field.column === column;
      return isSame && !isOneName(before, show) && isOneSentence(words, before, show);
    });
  });
  return weights.odd.shownTwice * again.length;
}

function isOneSentence(words: readonly Word[], a: ColumnMention, b: ColumnMention): boolean {
  return words
    .slice(Math.max(a.at, 0), Math.max(b.at, 0))
    .every(({ kind, lower }) => kind !== 'mark' || !/^[.?!;]$/u.test(lower));
}

/** "code of the card" and "type" right behind it are one name. */
function isOneName(a: ColumnMention, b: ColumnMention): boolean {
  return a.at >= 0 && b.at > a.at && b.at - a.at <= a.words.split(' ').length;
}
