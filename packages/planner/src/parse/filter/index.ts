import type { FilterIntent } from '../../ir/index.ts';
import { has, isMark } from '../../text/token.ts';
import { claim, free, is, isMarkAt, type Reading } from '../reading.ts';
import { explanationStart } from './explanation.ts';
import { negateCondition } from './negate.ts';
import { readLoose } from './read-loose.ts';
import { readWhere } from './read-where.ts';

/** Reads and claims which rows stay, in the order of the text. */
export function readFilters(reading: Reading): FilterIntent[] {
  const filters: FilterIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const found = readWhere(reading, at) ?? readLoose(reading, at);
    if (found === null) continue;
    const before = filters.at(-1);
    const [first, ...rest] = found.filters.map((one) => inherit(reading, one, { before, at }));
    if (
      first !== undefined &&
      before !== undefined &&
      isAlternative(reading, before, found.start)
    ) {
      filters[filters.length - 1] = { ...before, any: [...before.any, ...first.any] };
      filters.push(...rest);
    } else filters.push(...(first === undefined ? [] : [first]), ...rest);
    const explained = filters.at(-2);
    const last = filters.at(-1);
    if (last !== undefined && explains(reading, explained, found.start))
      filters.splice(-2, 2, turned(explained, last));
    claim(reading, found.start, found.end);
    at = found.end - 1;
  }
  return filters;
}

/** "longer than 2 hours (duration_min > 120)", "no robots, i.e. those whose …": says exactly what stands before it. */
function explains(reading: Reading, before: FilterIntent | undefined, start: number): boolean {
  const [condition] = before?.any ?? [];
  const isOpen = condition !== undefined && before?.any.length === 1;
  if (!isOpen || condition.column?.includes('_') === true || condition.cmp === 'period')
    return false;
  const bracket = isMark(reading.tokens[start], '(') ? start : start - 1;
  const isBracketed =
    isMark(reading.tokens[bracket], '(') &&
    reading.tokens[bracket - 1]?.end === before?.evidence.end;
  return isBracketed || explainsThings(reading, before, start);
}

/** "internal accounts (those whose …", "drafts: status = 'draft'": only the noun of the things stands between. */
function explainsThings(
  reading: Reading,
  before: FilterIntent | undefined,
  start: number,
): boolean {
  const [condition] = before?.any ?? [];
  if (condition === undefined || condition.column !== null) return false;
  let at = start - 1;
  while (at > start - 4 && is(reading, at, 'determiner')) at -= 1;
  const said = explanationStart(reading, at + 1) ?? at;
  if (said === at && !isMarkAt(reading, at, '(', ':', '—', '–')) return false;
  for (let place = said - 1; place >= Math.max(0, said - 4); place -= 1) {
    if (reading.tokens[place]?.end === before?.evidence.end) return true;
    const token = free(reading, place);
    const isNoun = token?.kind === 'word' && (token.senses.length === 0 || has(token, 'generic'));
    if (!isNoun) return false;
  }
  return false;
}

/** What says more exactly which rows are shut out shuts them out as well. */
function turned(before: FilterIntent | undefined, filter: FilterIntent): FilterIntent {
  const [condition] = before?.any ?? [];
  const isShut = condition?.cmp === 'not_state' && condition.column === null;
  const [only] = filter.any;
  if (!isShut || only === undefined || filter.any.length > 1) return filter;
  return { ...filter, any: [negateCondition(only)] };
}

/** "over 30 kg or are marked fragile = true": only "or" and a verb stand between two conditions. */
function isAlternative(reading: Reading, before: FilterIntent, start: number): boolean {
  let at = start - 1;
  const passed = (place: number): boolean =>
    is(reading, place, 'is') ||
    is(reading, place, 'determiner') ||
    is(reading, place, 'where') ||
    is(reading, place, 'with') ||
    /^(?:marked|flagged|labelled|labeled|tagged|called)$/u.test(free(reading, place)?.lower ?? '');
  while (at > start - 5 && passed(at)) at -= 1;
  const end = reading.tokens[at - 1]?.end ?? -1;
  const isBehind = end === before.evidence.end || isHintBehind(reading, before, at);
  return is(reading, at, 'or') && isBehind;
}

/** A column in brackets may stand between: "(weight_kg)". */
function isHintBehind(reading: Reading, before: FilterIntent, at: number): boolean {
  return (
    isMarkAt(reading, at - 1, ')') &&
    isMarkAt(reading, at - 3, '(') &&
    reading.tokens[at - 4]?.end === before.evidence.end
  );
}

/** "amount under 10 and over 100": behind "and" a comparison without a column is of the last one. */
function inherit(
  reading: Reading,
  filter: FilterIntent,
  { before, at }: { readonly before: FilterIntent | undefined; readonly at: number },
): FilterIntent {
  const [condition] = filter.any;
  const [last] = before?.any ?? [];
  let joint = at - 1;
  while (
    joint > at - 6 &&
    /^(?:at|the|same|time|also|simultaneously|both|once)$/u.test(reading.tokens[joint]?.lower ?? '')
  )
    joint -= 1;
  const joined =
    (has(reading.tokens[joint], 'and') || has(reading.tokens[joint], 'or')) &&
    before !== undefined &&
    last !== undefined &&
    reading.claimed[joint - 1] === 1 &&
    (reading.tokens[joint - 1]?.end ?? 0) === before.evidence.end;
  const ordered = condition !== undefined && ['>', '>=', '<', '<='].includes(condition.cmp);
  if (!joined || !ordered || filter.any.length > 1 || condition.column !== null) return filter;
  return { ...filter, any: [{ ...condition, column: last.column }] };
}
