import { isMoment } from '../../link/link-column.ts';
import type { ColumnMention, Measure, TableMention } from '../form.ts';
import { countOf } from '../moves.ts';

const participle = /(?:ed|en|wn|made|held|sold|sent|bought|built|taught|paid|won|sung|led)$/u;

/** A participle for the moment at which something was done: "ordered" for `ordered_on`. */
export function isParticiple({ words, alternatives }: ColumnMention): boolean {
  const [best] = alternatives;
  return best !== undefined && isMoment(best.what.column) && participle.test(words);
}

/** "most prescribed": how many were; null where the words name something that may be most. */
export function countOfDone(column: ColumnMention): Measure | null {
  if (!isParticiple(column)) return null;
  const tables = new Map(
    column.alternatives
      .filter(({ what }) => isMoment(what.column))
      .map(({ what, score }) => [what.table, score]),
  );
  const table: TableMention = {
    kind: 'table',
    alternatives: [...tables].map(([what, score]) => ({ what, score })),
    words: column.words,
    at: column.at,
  };
  return countOf(table);
}

/** "shipments booked": whether a participle says what is done with each row of a table, by a moment it has. */
export function happensTo(table: TableMention | null, words: string): boolean {
  if (!participle.test(words)) return false;
  const columns = table?.alternatives[0]?.what.columns ?? [];
  return columns.some(
    (one) =>
      !one.nullable && isMoment(one) && one.name.toLowerCase().startsWith(words.toLowerCase()),
  );
}
