import { has } from '../../text/token.ts';
import { readList } from '../list.ts';
import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import { finish, type ConditionRead } from './read-condition.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';
import { isCountry, readScalars } from './read-value.ts';

interface ListedRead {
  readonly read: ConditionRead;
  readonly start: number;
  readonly end: number;
}

/**
 * Values that stand beside their column without a verb: "country US/DE/FR only", "only regions
 * EMEA and APAC", "with stage won or lost", "status in_transit only". The words must say that they
 * choose: "only", codes in capitals behind a column that "only" or "with" opens, or an "or".
 */
export function readListedValues(reading: Reading, at: number): ListedRead | null {
  const lead = skip(
    reading,
    at,
    'only',
    'for',
    'with',
    'where',
    'from',
    'in',
    'of',
    'determiner',
    'generic',
  );
  const opened = lead > at;
  const only = rangeHas(reading, at, lead, 'only');
  const column = free(reading, lead);
  if (column === undefined || !isPlainColumn(reading, lead)) return null;
  const start = isMarkAt(reading, lead + 1, ':', '=') ? lead + 2 : lead + 1;
  const codes = readCodes(reading, start);
  const values = codes ?? readScalars(reading, start);
  if (values === null || !values.items.every((value) => value.type === 'text')) return null;
  const closing = is(reading, values.end, 'only');
  const either = rangeHas(reading, start, values.end, 'or') && values.items.length > 1;
  const chosen =
    codes !== null
      ? closing || only || (opened && isChoice(reading, at, lead))
      : closing ||
        (opened && isStatus(column.lower)) ||
        (opened && isCategory(column.lower) && isChoice(reading, at, lead, 'from', 'of')) ||
        (either && only && isCategory(column.lower)) ||
        (either && opened && isChoice(reading, at, lead));
  const last = closing ? values.end + 1 : values.end;
  if (!chosen || !(isEnd(reading, last) || trailingExclusionEnd(reading, last) !== null))
    return null;
  const many = values.items.length > 1;
  const predicate = {
    body: { cmp: many ? ('in' as const) : ('=' as const), values: values.items },
    end: values.end,
  };
  const end = closing ? values.end + 1 : values.end;
  return { read: finish(reading, lead, columnName(column.text), predicate), start: at, end };
}

function isStatus(word: string): boolean {
  return /^(?:status|state|статус\p{L}*)$/u.test(word);
}

function columnName(text: string): string {
  return isStatus(text.toLowerCase()) && !/^[a-z]/u.test(text) ? 'status' : singularOf(text);
}

/** The name of a column from its plural: "regions EMEA/APAC" are of the region. */
export function singularOf(name: string): string {
  if (/_/u.test(name) || !/^[a-z]{4,}$/u.test(name)) return name;
  if (/[^aeiou]ies$/u.test(name)) return `${name.slice(0, -3)}y`;
  return /[^su]s$/u.test(name) ? name.slice(0, -1) : name;
}

function isChoice(
  reading: Reading,
  from: number,
  to: number,
  ...more: readonly ('from' | 'of')[]
): boolean {
  return (['with', 'where', 'for', 'in', ...more] as const).some((tag) =>
    rangeHas(reading, from, to, tag),
  );
}

/** What rows are usually told apart by: "from device mobile", "of type refund". */
function isCategory(word: string): boolean {
  return /^(?:device|platform|country|region|city|channel|category|type|kind|language|currency|segment|tier|plan|level|priority|severity|gender|brand|stage|department|branch|warehouse|carrier|vendor|origin|class|group|role|mode|format|тип\p{L}*|категори\p{L}*|регион\p{L}*|город\p{L}*|стран\p{L}*|канал\p{L}*|валют\p{L}*)$/u.test(
    word,
  );
}

function isPlainColumn(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || token.quoted || has(token, 'system')) return false;
  if (token.kind === 'name') return !token.text.includes('.');
  return (
    token.kind === 'word' &&
    /^\p{Ll}/u.test(token.text) &&
    (token.senses.length === 0 || has(token, 'channel') || token.lower === 'type')
  );
}

function readCodes(reading: Reading, at: number): ReturnType<typeof readScalars> {
  return readList(reading, at, (index) => {
    const token = free(reading, index);
    const code =
      token !== undefined &&
      (!has(token, 'system') || isCountry(reading, index)) &&
      (token.quoted || (token.kind === 'word' && /^\p{Lu}[\p{Lu}\d]{1,7}$/u.test(token.text)));
    return code ? { item: { type: 'text' as const, value: token.text }, end: index + 1 } : null;
  });
}

/** Nothing stands behind the values that would make them another noun. */
function isEnd(reading: Reading, at: number): boolean {
  if (endsClause(reading, at) || reading.claimed[at] === 1) return true;
  const token = free(reading, at);
  return (
    token === undefined ||
    isMarkAt(reading, at, ',', ')', ':') ||
    (
      [
        'to',
        'from',
        'and',
        'or',
        'in',
        'on',
        'for',
        'with',
        'by',
        'move',
        'write',
        'filler',
      ] as const
    ).some((tag) => has(token, tag))
  );
}

function rangeHas(
  reading: Reading,
  from: number,
  to: number,
  tag: 'only' | 'or' | 'with' | 'where' | 'for' | 'in' | 'from' | 'of',
): boolean {
  for (let at = from; at < to; at += 1) if (is(reading, at, tag)) return true;
  return false;
}
