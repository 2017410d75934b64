import type { Evidence } from '../../ir/index.ts';
import { insteadAlone, insteadOf } from './command-words.ts';

/** A clause without what it replaces. */
export interface CutClause {
  readonly evidence: Evidence;
  /** Words behind "instead of"; null: there are none. */
  readonly was: string | null;
  /** Whether something takes the place of something. */
  readonly instead: boolean;
}

const ofPattern = new RegExp(String.raw`\s*,?\s*(${insteadOf})\s+(.+)$`, 'isu');
const alonePattern = new RegExp(String.raw`\s*,?\s*${insteadAlone}\s*$`, 'iu');

/** "over 500 instead of 100" is "over 500", in the place of "100". */
export function cutInstead(clause: Evidence): CutClause {
  const found = ofPattern.exec(clause.text);
  if (found !== null) {
    const text = clause.text.slice(0, found.index);
    const evidence = { start: clause.start, end: clause.start + text.length, text };
    return { evidence, was: (found[2] ?? '').trim(), instead: true };
  }
  const alone = alonePattern.exec(clause.text);
  if (alone === null) return { evidence: clause, was: null, instead: false };
  const text = clause.text.slice(0, alone.index);
  return {
    evidence: { start: clause.start, end: clause.start + text.length, text },
    was: null,
    instead: true,
  };
}
