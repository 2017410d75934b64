import type { Word } from '../words.ts';

/** Two numbers with "to" between them, and how many words they are. */
export interface BareRange {
  readonly low: number;
  readonly high: number;
  readonly length: number;
}

/** "30 to 45", "30-45", "from" being left out. null: no range, or one that goes down, as a score does. */
export function bareRangeAt(words: readonly Word[], at: number): BareRange | null {
  const [first, middle, last] = words.slice(at, at + 3);
  if (first === undefined || began.has(words[at - 1]?.lower ?? '')) return null;
  const { low: from, high: to } = joined.exec(first.lower)?.groups ?? {};
  if (first.kind === 'word' && from !== undefined && to !== undefined)
    return rising(Number(from), Number(to), 1);
  if (first.value === undefined || last?.value === undefined) return null;
  return middles.has(middle?.lower ?? '') ? rising(first.value, last.value, 3) : null;
}

function rising(low: number, high: number, length: number): BareRange | null {
  return low < high ? { low, high, length } : null;
}

const joined = /^(?<low>\d{1,9})[-–](?<high>\d{1,9})$/u;
const began: ReadonlySet<string> = new Set(['between', 'from', 'между', 'от', 'с', 'со']);
const middles: ReadonlySet<string> = new Set(['to', '-', '–', 'through']);
