import type { Condition, FilterIntent } from '../../ir/index.ts';
import { evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { negateCondition } from './negate.ts';
import { negatedFrom } from './negated-from.ts';
import { finish, readCondition, readCounted, type ConditionRead } from './read-condition.ts';
import { ofOneMeasure } from './of-one-measure.ts';
import { readPredicate } from './read-predicate.ts';
import { readScalars } from './read-value.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';

/** Conditions read together, and the tokens they take. */
export interface FiltersRead {
  readonly filters: readonly FilterIntent[];
  readonly start: number;
  readonly end: number;
}

const maxConditions = 50;

/** "where a is x and b over 5 or c is missing": "or" binds its two neighbours closer than "and". */
export function readWhere(reading: Reading, at: number): FiltersRead | null {
  const opener =
    is(reading, at, 'where') ||
    free(reading, at)?.lower === 'unless' ||
    (isMarkAt(reading, at, '(') && negatedFrom(reading, at) !== null) ||
    (is(reading, at, 'with') && !is(reading, at, 'from')) ||
    isRelative(reading, at) ||
    isBracketed(reading, at) ||
    opensWithAmbiguous(reading, at);
  if (!opener) return null;
  const only = skip(reading, at + 1, 'where', 'only');
  const lead = free(reading, only)?.lower === 'either' ? only + 1 : only;
  const except = is(reading, at, 'except');
  const first = readCondition(reading, lead);
  if (first === null) return null;
  const groups: Condition[][] = [[first.condition]];
  let end = first.end;
  for (let count = 1; count < maxConditions; count += 1) {
    const comma = isMarkAt(reading, end, ',') ? end + 1 : end;
    const or = is(reading, comma, 'or');
    const again = isRelative(reading, comma);
    const joint = or || again || is(reading, comma, 'and') ? comma + 1 : comma;
    if (joint === end) break;
    const place = skipAtOnce(reading, skip(reading, joint, 'where', 'only', 'with'));
    const further = is(reading, place, 'is') ? place + 1 : place;
    const next =
      readShared(reading, place, groups) ??
      (again ? readShared(reading, skipAtOnce(reading, further), groups) : null) ??
      (again ? null : readCondition(reading, place)) ??
      (again ? null : readCodes(reading, place)) ??
      (!again && further > place ? readCondition(reading, further) : null);
    // A comma alone joins only what is a condition beyond doubt.
    if (next === null || (joint === comma && next.condition.column?.includes('_') !== true)) break;
    if (or) groups.at(-1)?.push(next.condition);
    else groups.push([next.condition]);
    end = next.end;
  }
  const negated = negatedFrom(reading, at);
  const start = negated ?? at;
  const closed = isMarkAt(reading, at - 1, '(') && isMarkAt(reading, end, ')') ? end + 1 : end;
  const evidence = evidenceOf(reading, start, end);
  const filters = groups.map((any): FilterIntent => ({ op: 'filter', any, evidence }));
  if (except) return null;
  if (negated !== null) return { filters: negateAll(filters), start, end: closed };
  const shut = trailingExclusionEnd(reading, closed);
  return shut === null
    ? { filters, start: at, end }
    : { filters: negateAll(filters), start, end: shut };
}

/** Past "at the same time", "also": words that only join. */
function skipAtOnce(reading: Reading, at: number): number {
  const word = (ahead: number): string => free(reading, at + ahead)?.lower ?? '';
  if (`${word(0)} ${word(1)} ${word(2)} ${word(3)}` === 'at the same time') return at + 4;
  if (word(0) === 'при' && word(1) === 'этом') return at + 2;
  return /^(?:simultaneously|also|additionally|at once|одновременно|также|притом)$/u.test(word(0))
    ? at + 1
    : at;
}

/** "… and country FR or BE": a word, and the codes it may be. */
function readCodes(reading: Reading, at: number): ConditionRead | null {
  const column = free(reading, at);
  if (column?.kind !== 'word' || column.senses.length > 0) return null;
  const values = readScalars(reading, at + 1);
  const areCodes = values?.items.every(({ value }) =>
    /^\p{Lu}[\p{Lu}\d]{1,5}$/u.test(String(value)),
  );
  if (values === null || areCodes !== true) return null;
  const cmp = values.items.length > 1 ? ('in' as const) : ('=' as const);
  return finish(reading, at, column.text, { body: { cmp, values: values.items }, end: values.end });
}

/** "… above 100 and at most 20": a comparison alone is of the last column. */
function readShared(
  reading: Reading,
  at: number,
  groups: readonly (readonly Condition[])[],
): ConditionRead | null {
  const column = groups.at(-1)?.at(-1)?.column ?? null;
  const compares =
    (['>', '>=', '<', '<='] as const).some((cmp) => is(reading, at, 'cmp', cmp)) &&
    !ofOneMeasure.test(free(reading, at)?.lower ?? '');
  if (column === null || !compares || readCounted(reading, at) !== null) return null;
  const predicate = readPredicate(reading, at);
  return predicate === null ? null : finish(reading, at, column, predicate);
}

/** Not (a and b) is not a, or not b; not (a or b) is not a, and not b. */
function negateAll(filters: readonly FilterIntent[]): FilterIntent[] {
  const flipped = filters.map((filter) => filter.any.map(negateCondition));
  const [first] = filters;
  if (first === undefined) return [];
  if (filters.length === 1) {
    return flipped.flat().map((condition) => ({ ...first, any: [condition] }));
  }
  return [{ ...first, any: flipped.flat() }];
}

/** "(country is DE, AT or CH)": brackets around a condition and nothing else. */
function isBracketed(reading: Reading, at: number): boolean {
  if (!isMarkAt(reading, at, '(')) return false;
  const column = free(reading, at + 1);
  const compares =
    is(reading, at + 2, 'is') ||
    is(reading, at + 2, 'cmp') ||
    is(reading, at + 2, 'null') ||
    (is(reading, at + 2, 'not') && is(reading, at + 3, 'null'));
  if (!compares || !(column?.kind === 'name' || column?.kind === 'word')) return false;
  const read = readCondition(reading, at + 1);
  return read !== null && read.condition.column !== null && isMarkAt(reading, read.end, ')');
}

/** "rows that are active", "orders which have no tutor": a relative clause, if a condition follows. */
function isRelative(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return (
    ['that', 'which', 'who', 'который', 'которые', 'которая'].includes(word) &&
    !is(reading, at + 1, 'move')
  );
}

/** Russian "с" opens a condition only when a comparison follows: "с суммой больше 100". */
function opensWithAmbiguous(reading: Reading, at: number): boolean {
  if (!is(reading, at, 'with') || !is(reading, at, 'from')) return false;
  const name = free(reading, at + 1);
  if (is(reading, at + 3, 'and') && readPredicate(reading, at + 2)?.body.cmp === '>=') return true;
  if (is(reading, at + 3, 'and') && readPredicate(reading, at + 2)?.body.cmp === '<=') return true;
  const latin = name?.kind === 'name' || /^[a-z]/iu.test(name?.text ?? '');
  if (latin && (is(reading, at + 2, 'cmp') || is(reading, at + 2, 'is'))) return true;
  if (latin && free(reading, at + 2)?.lower === 'от') return true;
  return [2, 3].some(
    (ahead) =>
      free(reading, at + ahead)?.lower === 'от' ||
      is(reading, at + ahead, 'cmp', '>') ||
      is(reading, at + ahead, 'cmp', '<') ||
      is(reading, at + ahead, 'cmp', '>=') ||
      is(reading, at + ahead, 'cmp', '<='),
  );
}
