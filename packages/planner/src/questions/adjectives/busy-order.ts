import type { Cue } from '../cues/cue.ts';
import { cuesOf } from '../cues/cues-of.ts';
import type { TableMention } from '../form.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { doneAt } from '../shapes/done-items.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

interface Read {
  readonly direction: 'asc' | 'desc';
  /** "most visited": the rows that are counted; null: what happens there. */
  readonly counts: TableMention | null;
  readonly of: Extract<Cue, { kind: 'superlative' }> | null;
  readonly end: number;
}

const longest = 4;

/**
 * Reads "from most visited to least visited", "from busiest to quietest", "most visited first": all rows, by what was
 * done with them.
 */
export function busyOrderItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const isFrom = words[at]?.lower === 'from';
  const first = busyAt(words, at + (isFrom ? 1 : 0), index);
  const end = first === null ? null : (isFrom ? endOfPair : endOfFirst)(words, first, index);
  if (first === null || end === null) return [];
  const { direction, counts, of } = first;
  const cue: Cue = {
    kind: 'foremost',
    ...(counts === null ? {} : { counts: { table: counts, direction } }),
    ...(of === null ? {} : { of }),
  };
  return [{ kind: 'cue', cue, start: at, end, gain: gainOf(end - at, weights.parse.cue) }];
}

/** "the most visited" */
function busyAt(words: readonly Word[], at: number, index: SchemaIndex): Read | null {
  const start = words[at]?.lower === 'the' ? at + 1 : at;
  const degree = words[start]?.lower;
  const counts = /^(?:most|least)$/u.test(degree ?? '') ? doneAt(words, start + 1, index) : null;
  if (counts !== null) {
    const direction = degree === 'most' ? 'desc' : 'asc';
    return { direction, counts, of: null, end: start + 2 };
  }
  for (let length = longest; length > 0; length -= 1) {
    if (start + length > words.length) continue;
    const cue = cuesOf(spanOf(words, start, length)).find(
      (one) => one.kind === 'superlative' && (one.isBusy === true || one.isPopular === true),
    );
    if (cue?.kind === 'superlative')
      return { direction: cue.direction, counts: null, of: cue, end: start + length };
  }
  return null;
}

/** "to the least visited", "to the least": of the same; null where nothing of it follows. */
function endOfPair(words: readonly Word[], first: Read, index: SchemaIndex): number | null {
  if (words[first.end]?.lower !== 'to') return null;
  const second = busyAt(words, first.end + 1, index);
  if (second !== null) return second.direction === first.direction ? null : second.end;
  const start = first.end + (words[first.end + 1]?.lower === 'the' ? 2 : 1);
  const other = first.direction === 'desc' ? 'least' : 'most';
  return words[start]?.lower === other ? start + 1 : null;
}

function endOfFirst(words: readonly Word[], { end, counts }: Read): number | null {
  const first = /^ones?$/u.test(words[end]?.lower ?? '') ? end + 1 : end;
  return counts !== null && words[first]?.lower === 'first' ? first + 1 : null;
}
