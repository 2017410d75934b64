import { createHash } from 'node:crypto';
import { compareDecimals, parseDecimal } from './decimal.ts';
import {
  asCount,
  asText,
  SqliteMisfit,
  strict,
  toBool,
  type Present,
  type SqliteFunction,
  type SqliteValue,
} from './value.ts';

/** Order of code points, which is that of UTF-8 bytes; JavaScript compares halves of surrogates. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  for (;;) {
    const [one, other] = [left.next(), right.next()];
    if (one.done === true || other.done === true) return one.done === true ? -1 : 1;
    const difference = (one.value.codePointAt(0) ?? 0) - (other.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}

const ofTexts = (compute: (x: string, y: string) => SqliteValue): SqliteFunction =>
  strict((x, y) => compute(asText(x), y === undefined ? '' : asText(y)));

function part(delimiter: string, text: string, index: number): string {
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  return parts[index - 1] ?? '';
}

/** Filled with `fill` at the start or end, or cut at the end, to `count` characters. */
function pad(side: 'start' | 'end'): SqliteFunction {
  return strict((x, count, fill) => {
    const characters = Array.from(asText(x));
    const size = asCount(count);
    const filling = Array.from(asText(fill));
    if (characters.length >= size || filling.length === 0) {
      return characters.slice(0, Math.max(0, size)).join('');
    }
    const added = Array.from(
      { length: size - characters.length },
      (_one, index) => filling[index % filling.length] ?? '',
    ).join('');
    return side === 'start' ? added + characters.join('') : characters.join('') + added;
  });
}

const patterns = new Map<string, RegExp>();

/** LIKE: `%`, `_`, backslash; a pattern that ends with a backslash is none. */
function like(text: string, pattern: string): boolean {
  const known = patterns.get(pattern);
  if (known !== undefined) return known.test(text);
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) {
    throw new SqliteMisfit('a LIKE pattern must not end with a backslash');
  }
  const source = pattern.replaceAll(/\\([\s\S])|[\s\S]/g, (all, escaped?: string) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    return all === '%' ? '.*' : all === '_' ? '.' : escapeRegExp(all);
  });
  const compiled = new RegExp(`^${source}$`, 'su');
  if (patterns.size > 1000) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled.test(text);
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** What is compared: texts by code points, decimals (given as text, too) by value. */
type Comparison = 'value' | 'decimal';

function extremum(sign: 1 | -1): SqliteFunction {
  return (kind, ...values) => {
    const present = values.filter((value) => value !== null);
    if (present.length === 0) return null;
    const by: Comparison = kind === 'decimal' ? 'decimal' : 'value';
    return present.reduce((best, one) => (compare(one, best, by) * sign > 0 ? one : best));
  };
}

function compare(a: Present, b: Present, by: Comparison): number {
  if (by === 'decimal') return compareDecimals(parseDecimal(a), parseDecimal(b));
  if (typeof a === 'string') return compareTexts(a, asText(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The texts of a JSON list, as `etl_sorted` gives them. */
function join(list: string, separator: string): string {
  const texts: unknown = JSON.parse(list);
  if (!Array.isArray(texts)) throw new SqliteMisfit('etl_join takes a JSON list');
  return texts.join(separator);
}

const hash = (algorithm: 'md5' | 'sha256'): SqliteFunction =>
  strict((x) => createHash(algorithm).update(asText(x), 'utf8').digest('hex'));

/** Texts, all of Unicode, counted in code points. */
export const textFunctions: Readonly<Record<string, SqliteFunction>> = {
  etl_lower: ofTexts((x) => x.toLowerCase()),
  etl_upper: ofTexts((x) => x.toUpperCase()),
  etl_starts_with: ofTexts((x, y) => toBool(x.startsWith(y))),
  etl_ends_with: ofTexts((x, y) => toBool(x.endsWith(y))),
  etl_contains: ofTexts((x, y) => toBool(x.includes(y))),
  etl_like: ofTexts((x, pattern) => toBool(like(x, pattern))),
  etl_ilike: ofTexts((x, pattern) => toBool(like(x.toLowerCase(), pattern.toLowerCase()))),
  etl_left: strict((x, count) =>
    Array.from(asText(x))
      .slice(0, Math.max(0, asCount(count)))
      .join(''),
  ),
  etl_right: strict((x, count) => {
    const size = Math.max(0, asCount(count));
    return size === 0 ? '' : Array.from(asText(x)).slice(-size).join('');
  }),
  etl_substring: strict((x, start, count) => {
    const from = asCount(start) - 1;
    const to = count === undefined ? undefined : Math.max(0, from + asCount(count));
    return Array.from(asText(x)).slice(Math.max(0, from), to).join('');
  }),
  etl_split_part: strict((x, delimiter, index) =>
    part(asText(delimiter), asText(x), asCount(index)),
  ),
  etl_lpad: pad('start'),
  etl_rpad: pad('end'),
  etl_md5: hash('md5'),
  etl_sha256: hash('sha256'),
  etl_join: strict((list, separator) => join(asText(list), asText(separator))),
  etl_greatest: extremum(1),
  etl_least: extremum(-1),
};
