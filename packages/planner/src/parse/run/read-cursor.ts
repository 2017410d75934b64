import type { LoadIntent } from '../../ir/index.ts';
import { claim, free, is, skip, type Reading } from '../reading.ts';

const beyond =
  /^(?:newer|newer than|later|later than|greater|greater than|higher|higher than|larger|larger than|bigger|bigger than|above|beyond|past|over|after|since|more recent|exceeds|exceed|exceeding|more than|from|up from|pick|picking|continue|continuing|resume|resuming|start|starting|on from|>|новее|больше|позже|выше|после|с|со|от|более|больше чем)$/u;
const last =
  /^(?:last|highest|largest|latest|max|maximum|greatest|biggest|previous|newest|most recent|stored|known|saved|последн\p{L}*|максимальн\p{L}*|наибольш\p{L}*|прошл\p{L}*|предыдущ\p{L}*|сохраненн\p{L}*|загруженн\p{L}*)$/u;
const between =
  /^(?:the|than|what|one|ones|our|its|we|was|that|which|value|values|of|known|loaded|seen|stored|processed|already|saved|copied|recorded|чем|значени\p{L}*|загруженн\p{L}*|уже|виденн\p{L}*|обработанн\p{L}*|сохраненн\p{L}*|известн\p{L}*)$/u;
const behind =
  /^(?:so|far|seen|loaded|copied|processed|we|have|has|had|already|in|the|target|time|run|load|there|value|one|известн\p{L}*|загруженн\p{L}*|раз|запуск\p{L}*|значени\p{L}*)$/u;
/** Words between "from" and the last value, or between a column and what it is held against. */
const reach = 7;

/**
 * A cursor told by what it is held against: "picking up from the highest log_id seen so far", "newer
 * than the last invoice_id", "whose event_id exceeds what we have already". Claims the words.
 */
export function readCursor(reading: Reading): LoadIntent | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const found =
      readOnlyNew(reading, at) ??
      readLastOf(reading, at) ??
      readAhead(reading, at) ??
      readTeller(reading, at) ??
      readNewer(reading, at);
    if (found === null) continue;
    return {
      mode: 'watermark',
      column: found.column,
      evidence: claim(reading, found.from, tailEnd(reading, found.to)),
    };
  }
  return null;
}

interface Cursor {
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

function wordAt(reading: Reading, at: number): string {
  const token = free(reading, at);
  return token === undefined || token.quoted ? '' : token.lower;
}

/** "from the highest log_id" */
function readLastOf(reading: Reading, at: number): Cursor | null {
  if (!last.test(wordAt(reading, at)) || is(reading, at + 1, 'unit')) return null;
  let place = at + 1;
  while (
    place < at + reach &&
    (between.test(wordAt(reading, place)) || last.test(wordAt(reading, place)))
  )
    place += 1;
  const name = free(reading, place);
  const written = name?.kind === 'name' && !name.quoted && !name.text.includes('.');
  if (name === undefined || !(written || name.lower === 'id')) return null;
  for (let back = at - 1; back >= Math.max(0, at - reach); back -= 1) {
    const word = wordAt(reading, back);
    if (beyond.test(word)) return { column: name.text, from: back, to: place + 1 };
    if (!between.test(word) && !last.test(word)) return null;
  }
  return null;
}

/** "event_id exceeds the one of the last run", "updated_at later than the previous run" */
function readAhead(reading: Reading, at: number): Cursor | null {
  const name = free(reading, at);
  const written = name?.kind === 'name' && !name.quoted && !name.text.includes('.');
  if (name === undefined || !(written || name.lower === 'id')) return null;
  const compare = skip(reading, at + 1, 'is');
  if (!beyond.test(wordAt(reading, compare)) || is(reading, compare, 'from')) return null;
  for (let next = compare + 1; next < compare + reach; next += 1) {
    const word = wordAt(reading, next);
    if (last.test(word) || /^(?:what|already|уже|whatever)$/u.test(word)) {
      if (is(reading, next + 1, 'unit') || free(reading, next + 1)?.kind === 'number') return null;
      return { column: name.text, from: at, to: next + 1 };
    }
    if (!between.test(word)) return null;
  }
  return null;
}

/** "updated_at tells which rows changed", "look at mtime to see what is new" */
function readTeller(reading: Reading, at: number): Cursor | null {
  const name = free(reading, at);
  if (name?.kind !== 'name' || name.quoted || name.text.includes('.')) return null;
  const verb =
    /^(?:tells|tell|shows|show|says|say|marks|mark|indicates|indicate|decides|determines|reveals|to|for|показывает|определяет|подсказывает)$/u;
  if (!verb.test(wordAt(reading, at + 1))) return null;
  for (let next = at + 2; next < at + 9; next += 1) {
    const word = wordAt(reading, next);
    if (
      /^(?:new|changed|changes|modified|updated|fresh|newer|deltas?|новые|новое|изменени\p{L}*|измен\p{L}*)$/u.test(
        word,
      ) ||
      is(reading, next, 'incremental')
    )
      return { column: name.text, from: at, to: next + 1 };
    if (
      word === '' ||
      !/^(?:us|which|what|rows?|records?|is|are|has|have|been|was|were|the|see|find|detect|recognise|recognize|know|spot|that|что|какие|строки)$/u.test(
        word,
      )
    )
      return null;
  }
  return null;
}

/** "only new VisitId": the cursor itself is what is new. */
function readOnlyNew(reading: Reading, at: number): Cursor | null {
  const isLed = /^(?:only|just|только)$/u.test(wordAt(reading, at));
  const fresh = isLed ? at + 1 : at;
  const name = free(reading, fresh + 1);
  if (!/^(?:new|newer|новые)$/u.test(wordAt(reading, fresh))) return null;
  const isCursor = name?.kind === 'name' && /(?:_|\p{Ll})(?:id|no|ts|at|Id|No)$/u.test(name.text);
  // "new invoice_no values only"
  const isNoun = /^(?:values?|numbers?|ids?)$/u.test(wordAt(reading, fresh + 2));
  const isClosed = isNoun && /^(?:only)$/u.test(wordAt(reading, fresh + 3));
  if (!isCursor || !(isLed || isNoun)) return null;
  return { column: name.text, from: at, to: fresh + (isClosed ? 4 : isNoun ? 3 : 2) };
}

/** "only rows with a newer valid_from": higher than what is there already. */
function readNewer(reading: Reading, at: number): Cursor | null {
  if (!/^(?:newer|later|higher|greater|larger|more recent|fresher)$/u.test(wordAt(reading, at)))
    return null;
  const name = free(reading, at + 1);
  const led = /^(?:a|an|with|having|the)$/u.test(wordAt(reading, at - 1));
  if (!led || name?.kind !== 'name' || name.text.includes('.')) return null;
  return { column: name.text, from: at, to: at + 2 };
}

function tailEnd(reading: Reading, at: number): number {
  let end = at;
  while (end < at + reach && behind.test(wordAt(reading, end))) end += 1;
  return end;
}
