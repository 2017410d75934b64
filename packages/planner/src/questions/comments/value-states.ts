import type { CatalogColumn } from '@ai-etl/core';
import { describedValues } from '../../query/described-values.ts';

/** A word by which a comment calls several values of its column: "sent and partial are still outstanding". */
export interface ValueState {
  readonly word: string;
  readonly values: readonly string[];
}

const longestComment = 500;
const saying =
  /^(?<values>.+?) (?:are|is|both mean|mean|means|count as|counts as)(?: all| both| still| also)* (?<word>[\p{L}-]+(?: [\p{L}-]+)?)$/u;
const joint = /\s*(?:,\s*(?:and |or )?|\s(?:and|or)\s|\s?[|/]\s?)/u;
/** Words for what is not done yet: one of them in a comment is said by the others, too. */
const undone: readonly string[] = [
  'outstanding',
  'open',
  'pending',
  'unfinished',
  'waiting on',
  'waiting for',
];

/** Words for values that a comment gathers; values that it does not list are none. Pure. */
export function valueStates(column: CatalogColumn): readonly ValueState[] {
  const known = describedValues(column);
  if (known.length < 2) return [];
  const parts = (column.comment ?? '').slice(0, longestComment).split(/[;.()\n]/u);
  return parts.flatMap((part): readonly ValueState[] => {
    const found = saying.exec(part.trim().toLowerCase())?.groups;
    const named = (found?.['values'] ?? '').split(joint);
    const values = known.filter((value) => named.includes(value.toLowerCase()));
    const word = found?.['word'] ?? '';
    if (values.length === 0 || values.length < named.length || known.includes(word)) return [];
    const words = undone.includes(word) ? undone.filter((one) => !known.includes(one)) : [word];
    return words.map((one) => ({ word: one, values }));
  });
}
