import type { Word } from '../words.ts';

/** Whether a verb tells of the one that a noun names: "who directed", "directed by" of the director. */
export function isOfDoer(words: readonly Word[], at: number, noun: string): boolean {
  const done = words[at]?.lower ?? '';
  const isAsked = words[at - 1]?.lower === 'who' || words[at + 1]?.lower === 'by';
  const stem = done.replace(/e?d$/u, '');
  return isAsked && done.endsWith('ed') && [`${stem}or`, `${stem}er`].includes(noun);
}
