import type { LoadIntent } from '../../ir/index.ts';
import { has } from '../../text/token.ts';
import { readColumn } from '../list.ts';
import { claim, free, is, skip, type Reading } from '../reading.ts';

/** "incremental by changed_at", "new rows by move_id": the column may stand apart. */
export function readSpokenLoad(reading: Reading): LoadIntent | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (isNewThing(reading, at)) {
      const evidence = claim(reading, at, at + 1);
      return { mode: 'watermark', column: readLateCursor(reading, at + 1), evidence };
    }
    if (!is(reading, at, 'incremental') || isAppended(reading, at + 1)) continue;
    const start = is(reading, at - 1, 'only') ? at - 1 : at;
    const by = skip(reading, at + 1, 'generic', 'filler');
    const lead = skip(reading, by, 'by', 'on');
    const column =
      lead > by ? readColumn(reading, skip(reading, lead, 'determiner', 'column_noun')) : null;
    const evidence = claim(reading, start, column?.end ?? at + 1);
    const name = column?.item ?? readLateCursor(reading, at + 1);
    return { mode: 'watermark', column: name, evidence };
  }
  return null;
}

/** "add new rows to the end": said of how they are written. */
function isAppended(reading: Reading, at: number): boolean {
  return [0, 1, 2].some(
    (ahead) =>
      /^(?:to|at|on)$/u.test(free(reading, at + ahead)?.lower ?? '') &&
      /^(?:end|the end|bottom)$/u.test(
        free(reading, skip(reading, at + ahead + 1, 'determiner'))?.lower ?? '',
      ),
  );
}

/** "new orders" are those since the last run; "a new table" is not. */
function isNewThing(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (!['new', 'новые', 'новых'].includes(word)) return false;
  const next = free(reading, at + 1);
  const thing = next?.kind === 'name' || (next?.kind === 'word' && next.senses.length === 0);
  const led = ['to', 'as', 'in'] as const;
  const article = ['a', 'an'].includes(free(reading, at - 1)?.lower ?? '');
  return thing && !article && !led.some((tag) => is(reading, at - 1, tag));
}

/** "incrementally load orders by updated_at": the column stands behind the table. */
function readLateCursor(reading: Reading, from: number): string | null {
  for (let at = from; at < reading.tokens.length; at += 1) {
    // "new rows (by updated_at) and merge them into … by pay_id": behind a merge stands its key.
    if (isMerge(reading, at) || updates.test(free(reading, at)?.lower ?? '')) return null;
    if (!is(reading, at, 'by') || isMerge(reading, at - 1)) continue;
    const place = skip(reading, at + 1, 'determiner', 'column_noun');
    const name = free(reading, place);
    const written = name?.kind === 'name' && !name.text.includes('.') && !has(name, 'system');
    if (name === undefined || (!written && name.lower !== 'id')) continue;
    claim(reading, at, place + 1);
    return name.text;
  }
  return null;
}

const updates = /^(?:обновляй|обновлять|обнови|обновить|апдейти)$/u;

/** "merge on id" names a key, not a cursor. */
function isMerge(reading: Reading, at: number): boolean {
  return (
    is(reading, at, 'write', 'merge') ||
    is(reading, at, 'write', 'scd2') ||
    is(reading, at, 'dedupe')
  );
}
