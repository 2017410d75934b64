/** A stretch of words in which two questions differ. */
export interface Slot {
  readonly kind: 'number' | 'time' | 'value';
  /** As the verified question says it, quotes taken off. */
  readonly was: string;
  /** As the question that is asked does. */
  readonly is: string;
}

/** More are another question. */
const mostSlots = 3;
const longestSlot = 5;
const mostWords = 200;

/**
 * Where a question says something else than a verified one, when all other words are the same, in the same
 * order, and what differs is one kind of thing on both sides: a number, a time, or words that may
 * be a value. Null: another question. Pure; whether the words are values the data must tell.
 */
export function alignQuestions(verified: string, asked: string): readonly Slot[] | null {
  const [left, right] = [splitWords(verified), splitWords(asked)];
  if (left.length > mostWords || right.length > mostWords) return null;
  const gaps = gapsBetween(left, right);
  if (gaps === null || gaps.length === 0 || gaps.length > mostSlots) return null;
  const changed = gaps.reduce((sum, { was }) => sum + was.length, 0);
  if (left.length - changed < 2) return null;
  const slots = gaps.map(slotOf);
  return slots.every((slot) => slot !== null) ? slots : null;
}

interface Gap {
  readonly was: readonly string[];
  readonly is: readonly string[];
  /** The words around it. */
  readonly beside: readonly (string | undefined)[];
}

/** The words of a question; one in quotes is one word, whatever stands in it, and signs are words: `< 5` is not `> 5`. */
function splitWords(text: string): readonly string[] {
  const found = text.match(
    /"[^"]*"|«[^»]*»|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:[-.,:'’][\p{L}\p{N}]+)*|[\p{S}!%]+|(?<!\S)-(?=\d)/gu,
  );
  return (found ?? []).map((word) => word.replaceAll(/^["'«]|["'»]$/gu, ''));
}

/** Stretches that differ, around the longest common words; null where one side says nothing there. */
function gapsBetween(left: readonly string[], right: readonly string[]): readonly Gap[] | null {
  const pairs = commonWords(left, right);
  const gaps: Gap[] = [];
  let [a, b] = [0, 0];
  for (const [at, to] of [...pairs, [left.length, right.length] as const]) {
    const beside = [left[a - 1], left[at], right[b - 1], right[to]];
    const gap = { was: left.slice(a, at), is: right.slice(b, to), beside };
    if (gap.was.length > 0 || gap.is.length > 0) {
      if (gap.was.length === 0 || gap.is.length === 0) return null;
      gaps.push(gap);
    }
    [a, b] = [at + 1, to + 1];
  }
  return gaps;
}

/** Places of a longest common subsequence, whatever the case of the words. */
function commonWords(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  const same = (a: number, b: number): boolean => fold(left[a]) === fold(right[b]);
  const length: number[][] = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  const at = (a: number, b: number): number => length[a]?.[b] ?? 0;
  for (let a = left.length - 1; a >= 0; a -= 1) {
    for (let b = right.length - 1; b >= 0; b -= 1) {
      const row = length[a];
      if (row !== undefined)
        row[b] = same(a, b) ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) {
    if (same(a, b) && at(a, b) === at(a + 1, b + 1) + 1) {
      pairs.push([a, b]);
      [a, b] = [a + 1, b + 1];
    } else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

function slotOf({ was, is, beside }: Gap): Slot | null {
  if (was.length > longestSlot || is.length > longestSlot) return null;
  // A sign that differs is another question.
  if ([...was, ...is].some((word) => !/[\p{L}\p{N}]/u.test(word))) return null;
  const [left, right] = [was.join(' '), is.join(' ')];
  const kinds = [kindOf(was), kindOf(is)];
  // "3" of "last 3 months" is a number in a time: only a reading of the whole tells.
  if (kinds[0] !== kinds[1]) return null;
  if (kinds[0] === 'number') {
    // "10 000": one group of a number is not the number.
    if (beside.some((word) => word !== undefined && /^[\d.,]+$/u.test(word))) return null;
    if (numeralOf(left) === null || numeralOf(right) === null) return null;
  }
  return { kind: kinds[0] ?? 'value', was: left, is: right };
}

const number = /^\d+(?:[.,]\d+)?$/u;
const time =
  /^(?:\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}|q[1-4]|today|yesterday|this|last|past|previous|current|years?|quarters?|months?|weeks?|days?|hours?|january|february|march|april|may|june|july|august|september|october|november|december|сегодня|вчера|за|прошл\p{L}*|последн\p{L}*|эт\p{L}{1,3}|текущ\p{L}*|год\p{L}*|лет|квартал\p{L}*|месяц\p{L}*|недел\p{L}*|д(?:ень|ня|ней)|час\p{L}{0,2}|январ\p{L}|феврал\p{L}|март\p{L}?|апрел\p{L}|ма[йя]|июн\p{L}|июл\p{L}|август\p{L}?|сентябр\p{L}|октябр\p{L}|ноябр\p{L}|декабр\p{L})$/iu;

function kindOf(words: readonly string[]): Slot['kind'] {
  const isTime = words.every((word) => time.test(word) || number.test(word));
  if (isTime && words.some((word) => time.test(word))) return 'time';
  return words.length === 1 && number.test(words[0] ?? '') ? 'number' : 'value';
}

/** A number as SQL writes it; null where a comma may part thousands, and for zeros in front. Pure. */
export function numeralOf(word: string): string | null {
  if (!number.test(word) || /^0\d/u.test(word) || /^\d{1,3}[.,]\d{3}$/u.test(word)) return null;
  return word.replace(',', '.');
}

function fold(word = ''): string {
  return word.toLowerCase().replaceAll('ё', 'е');
}
