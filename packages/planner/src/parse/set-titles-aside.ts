import { has, isMark } from '../text/token.ts';
import { claim, free, is, isMarkAt, type Reading } from './reading.ts';

/** Nobody gives a pipeline a longer name. */
const longestTitle = 8;

/**
 * Claims the name somebody gives to what is loaded, "Open order book: MySQL sales.orders …", where the tables
 * are named in full behind it. Read late: what a title says of groups and times is read before.
 */
export function setTitleAside(reading: Reading): void {
  const colon = reading.tokens
    .slice(0, longestTitle + 1)
    .findIndex((token, at) => at > 0 && isMark(token, ':', '.', ';', ',', '=', '-', '—'));
  if (!isMark(reading.tokens[colon], ':') || !isTitle(reading, colon)) return;
  if (!namesSource(reading, colon)) return;
  for (let at = 0; at <= colon; at += 1) claim(reading, at, at + 1);
}

/** Claims "Loyal guests =" before the things that are meant: "= guests with tier 'GOLD'". */
export function setDefinitionAside(reading: Reading): void {
  const sign = reading.tokens
    .slice(0, longestTitle)
    .findIndex((token, at) => at > 0 && isMark(token, '=', ':', '.', ';', ','));
  if (!isMark(reading.tokens[sign], '=') || !isTitle(reading, sign)) return;
  const thing = free(reading, sign + 1);
  const isThing = thing?.kind === 'word' && !thing.quoted && /^[a-z]{3,}s$/u.test(thing.lower);
  const told = [sign + 2, sign + 3].some(
    (at) =>
      is(reading, at, 'with') ||
      is(reading, at, 'where') ||
      /^(?:who|that|which)$/u.test(free(reading, at)?.lower ?? ''),
  );
  if (isThing && told) claim(reading, 0, sign + 1);
}

/** Claims "For finance:" before what is moved: whom it is for names nothing, where a table is named behind it. */
export function setAudienceAside(reading: Reading): void {
  if (free(reading, 0)?.lower !== 'for' && free(reading, 0)?.lower !== 'для') return;
  const colon = reading.tokens.slice(0, 5).findIndex((token) => isMark(token, ':'));
  if (colon < 2) return;
  const arePlain = reading.tokens
    .slice(1, colon)
    .every(
      (token) =>
        token.kind === 'word' &&
        !token.quoted &&
        (token.senses.length === 0 || has(token, 'determiner')),
    );
  if (arePlain && namesSource(reading, colon)) claim(reading, 0, colon + 1);
}

/** Words that say which rows are meant: what stands there is a condition, and no mere name. */
const conditions = [
  'where',
  'with',
  'not',
  'only',
  'cmp',
  'is',
  'except',
  'period',
  'this',
  'last',
  'between',
] as const;

/** "Open orders:" are those that are open; in "Open order book:" the state is part of a name. */
function isCondition(reading: Reading, at: number, end: number): boolean {
  if (conditions.some((tag) => is(reading, at, tag))) return true;
  if (/^(?:that|which|who|both|either)$/u.test(free(reading, at)?.lower ?? '')) return true;
  return is(reading, at, 'state') && /[^s]s$/u.test(reading.tokens[end - 1]?.lower ?? '');
}

/** Words alone: no system, no address, nothing that is written as a table or a column, no order to move. */
function isTitle(reading: Reading, end: number): boolean {
  return reading.tokens.slice(0, end).every((token, at) => {
    const taken = reading.claimed[at] === 1;
    if (token.quoted || token.kind !== 'word') return taken;
    return (
      taken ||
      !(
        isCondition(reading, at, end) ||
        has(token, 'system') ||
        has(token, 'move') ||
        has(token, 'write')
      )
    );
  });
}

/** Whether a system with its table, or an address, stands behind: the title is then no table. */
function namesSource(reading: Reading, from: number): boolean {
  return reading.tokens.some(
    (token, at) =>
      at > from &&
      (token.kind === 'path' ||
        (is(reading, at, 'system') &&
          (free(reading, at + 1)?.kind === 'name' || isLoneNoun(reading, at + 1)))),
  );
}

/** "MySQL fuel (database fleet)", "MySQL fuel to …": one noun right behind a system. */
function isLoneNoun(reading: Reading, at: number): boolean {
  const noun = free(reading, at);
  const isNoun = noun?.kind === 'word' && noun.senses.length === 0;
  return isNoun && (isMarkAt(reading, at + 1, '(', ',') || is(reading, at + 1, 'to'));
}
