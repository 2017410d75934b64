import type { LoadIntent } from '../../ir/index.ts';
import { claim, endsClause, free, type Reading } from '../reading.ts';

type Change = NonNullable<LoadIntent['changes']>[number];

const words: readonly (readonly [Change, RegExp])[] = [
  [
    'insert',
    /^(?:inserts?|inserted|insertions?|additions|new rows|вставк\S*|вставлен\S*|добавлени\S*|инсерт\S*)$/u,
  ],
  ['update', /^(?:updates?|updated|modifications|изменени\S*|обновлени\S*|апдейт\S*|правки)$/u],
  ['delete', /^(?:deletes?|deleted|deletions?|removals|удалени\S*|делит\S*)$/u],
];
const negative =
  /^(?:not|no|don't|doesn't|dont|without|ignore|ignored|ignoring|skip|skipping|except|excluding|leave|drop|never|nor|neither|minus|irrelevant|unimportant|игнорир\S*|не|без|кроме|пропуск\S*|исключ\S*|отбрас\S*|нет|неважны|нужны)$/u;
const everything = /^(?:everything|all|all changes|all operations|все|всё|любые)$/u;

/**
 * Which changes a capture takes over: "inserts and updates, ignore deletes". Only named beside
 * change data capture. Null: the words name none.
 */
export function readChanges(reading: Reading): readonly Change[] | null {
  const wanted = new Set<Change>();
  const refused = new Set<Change>();
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const change = changeAt(reading, at);
    if (change === null) continue;
    (isRefused(reading, at) ? refused : wanted).add(change);
  }
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (changeAt(reading, at) !== null) claim(reading, at, at + 1);
    else if (everything.test(free(reading, at)?.lower ?? '') && endsList(reading, at + 1))
      claim(reading, at, at + 1);
  }
  if (wanted.size === 0 && refused.size === 0) return null;
  const all: readonly Change[] = ['insert', 'update', 'delete'];
  return all.filter((one) => !refused.has(one) && (wanted.size === 0 || wanted.has(one)));
}

function endsList(reading: Reading, at: number): boolean {
  return endsClause(reading, at) || [':', ',', ')'].includes(free(reading, at)?.text ?? '');
}

function changeAt(reading: Reading, at: number): Change | null {
  const token = free(reading, at);
  if (token === undefined || token.quoted || token.kind !== 'word') return null;
  return words.find(([, word]) => word.test(token.lower))?.[0] ?? null;
}

/** A negative word, or a phrase of the lexicon that holds one: "but not". */
function isNegative(lower: string): boolean {
  return lower.split(' ').some((word) => negative.test(word));
}

/** Refused by a word before it ("ignore deletes", "no deletes") or behind it ("deletes do not matter"). */
function isRefused(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 7); back -= 1) {
    const token = free(reading, back);
    if (token === undefined || endsClause(reading, back)) break;
    if (token.text === ',' || token.text === ':') break;
    if (isNegative(token.lower)) return true;
    if (
      changeAt(reading, back) === null &&
      !/^(?:and|or|,|и|или|the|any|nor|both|about|care|need|want|for|interested|in)$/u.test(
        token.lower,
      )
    )
      break;
  }
  for (let next = at + 1; next < at + 8; next += 1) {
    const token = free(reading, next);
    if (token === undefined || endsClause(reading, next) || token.text === ',') break;
    if (/^(?:but|yet|но|а)(?: |$)/u.test(token.lower)) break;
    const joint = /^(?:and|or|nor|и|или|the)$/u.test(token.lower);
    if (changeAt(reading, next) !== null || joint) continue;
    if (isNegative(token.lower)) return true;
    if (!/^(?:do|does|are|is|should|must|can|may|be|need|не|the|нам|можно|to)$/u.test(token.lower))
      break;
  }
  return false;
}
