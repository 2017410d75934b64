import type { Scalar } from '../../ir/index.ts';
import { has, textOf } from '../../text/token.ts';
import { readNumber, readScalar, readScalars } from '../filter/read-value.ts';
import { isWrittenColumn } from '../clauses.ts';
import {
  isColumnLike,
  opensClause,
  opensStatement,
  readColumn,
  readList,
  readListedWord,
  readMeasuredNoun,
  readJoint,
} from '../list.ts';
import { isCountedThing } from '../operations/counted-things.ts';
import { sqlType } from '../operations/sql-types.ts';
import { endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { CaptureKind, PatternNode } from './compile-pattern.ts';

/** What was captured, by name; the reader of a rule knows which kind it asked for. */
export class Captures {
  private readonly byName: ReadonlyMap<string, readonly Scalar[]>;
  constructor(byName: ReadonlyMap<string, readonly Scalar[]>) {
    this.byName = byName;
  }
  /** Texts of a capture: column names, words; empty when it did not take part. */
  texts(name: string): readonly string[] {
    return (this.byName.get(name) ?? []).map((one) => String(one.value));
  }
  text(name: string): string | null {
    return this.texts(name)[0] ?? null;
  }
  values(name: string): readonly Scalar[] {
    return this.byName.get(name) ?? [];
  }
  number(name: string): number | null {
    const text = this.text(name);
    return text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text);
  }
}

/** A place in the text: a token, and a word of it when a phrase of the lexicon made it one token. */
interface Place {
  readonly at: number;
  readonly word: number;
}

type Bound = ReadonlyMap<string, readonly Scalar[]>;
type Next = (place: Place, bound: Bound) => Matched | null;

/** A match: what it captured and the token it ends before. */
export interface Matched {
  readonly captures: Captures;
  readonly end: number;
}

/** Matches a compiled pattern at a token; null when it does not stand there. */
export function matchPattern(
  reading: Reading,
  nodes: readonly PatternNode[],
  at: number,
): Matched | null {
  return step(reading, nodes, { at, word: 0 }, new Map(), (place, bound) =>
    place.word === 0 ? { captures: new Captures(bound), end: place.at } : null,
  );
}

function step(
  reading: Reading,
  nodes: readonly PatternNode[],
  place: Place,
  bound: Bound,
  next: Next,
): Matched | null {
  const [node, ...rest] = nodes;
  if (node === undefined) return next(place, bound);
  switch (node.kind) {
    case 'word': {
      const after = matchWord(reading, node, place);
      return after === null ? null : step(reading, rest, after, bound, next);
    }
    case 'tag':
      if (place.word !== 0 || !is(reading, place.at, node.tag)) return null;
      return step(reading, rest, { at: place.at + 1, word: 0 }, bound, next);
    case 'gap':
      return matchGap(reading, node.max, place, (at) => step(reading, rest, at, bound, next));
    case 'choice': {
      for (const option of node.options) {
        const found = step(reading, [...option, ...rest], place, bound, next);
        if (found !== null) return found;
      }
      return node.optional ? step(reading, rest, place, bound, next) : null;
    }
    case 'capture': {
      if (place.word !== 0) return null;
      for (const { items, end } of capture(reading, node.reads, place.at)) {
        const more = new Map(bound).set(node.name, items);
        const found = step(reading, rest, { at: end, word: 0 }, more, next);
        if (found !== null) return found;
      }
      return null;
    }
  }
}

function matchWord(
  reading: Reading,
  node: { readonly word: string; readonly prefix: boolean },
  place: Place,
): Place | null {
  const token = free(reading, place.at);
  if (token === undefined || token.quoted) return null;
  const words = token.lower.split(' ');
  const word = words[place.word];
  if (word === undefined) return null;
  const fits = node.prefix ? word.startsWith(node.word) : word === node.word;
  if (!fits) return null;
  return place.word + 1 < words.length
    ? { at: place.at, word: place.word + 1 }
    : { at: place.at + 1, word: 0 };
}

function matchGap(
  reading: Reading,
  max: number,
  place: Place,
  go: (place: Place) => Matched | null,
): Matched | null {
  if (place.word !== 0) return null;
  for (let taken = 0; taken <= max; taken += 1) {
    const at = place.at + taken;
    const found = go({ at, word: 0 });
    if (found !== null) return found;
    if (free(reading, at) === undefined || endsClause(reading, at) || isMarkAt(reading, at, ','))
      return null;
  }
  return null;
}

interface CaptureRead {
  readonly items: readonly Scalar[];
  readonly end: number;
}

const text = (value: string): Scalar => ({ type: 'text', value });

/** What captures have read while rules are tried at one token, where nothing is claimed in between. */
const memos = new WeakMap<Reading, Map<string, readonly CaptureRead[]>>();

/** Runs with what captures read kept; `run` must claim nothing. */
export function remembering<Result>(reading: Reading, run: () => Result): Result {
  const outer = memos.get(reading);
  memos.set(reading, outer ?? new Map());
  try {
    return run();
  } finally {
    if (outer === undefined) memos.delete(reading);
  }
}

/** What a capture can read here, longest first. */
export function capture(reading: Reading, kind: CaptureKind, at: number): readonly CaptureRead[] {
  const memo = memos.get(reading);
  const key = `${kind} ${String(at)}`;
  const known = memo?.get(key);
  if (known !== undefined) return known;
  const read = readCapture(reading, kind, at);
  memo?.set(key, read);
  return read;
}

function readCapture(reading: Reading, kind: CaptureKind, at: number): readonly CaptureRead[] {
  switch (kind) {
    case 'col':
    case 'cols':
      return readColumns(reading, at, kind === 'col' ? 1 : maxColumns);
    case 'name': {
      const token = free(reading, at);
      if (token === undefined || has(token, 'system')) return [];
      if (token.kind === 'path' || isColumnLike(token)) {
        return [{ items: [text(token.text)], end: at + 1 }];
      }
      return [];
    }
    case 'num': {
      const read = readNumber(reading, at);
      return read === null ? [] : [{ items: [read.item], end: read.end }];
    }
    case 'value': {
      const read = readScalar(reading, at);
      return read === null ? [] : [{ items: [read.item], end: read.end }];
    }
    case 'values': {
      const read = readScalars(reading, at);
      return read === null ? [] : [{ items: read.items, end: read.end }];
    }
    case 'unit': {
      const unit = textOf(free(reading, at), 'unit');
      return unit === undefined ? [] : [{ items: [text(unit)], end: at + 1 }];
    }
    case 'type':
      return readType(reading, at);
  }
}

const maxColumns = 40;

/** "…, AES-256 encryption for …": the name of an algorithm opens the next phrase. */
function isAlgorithm(name: string): boolean {
  return /^(?:sha|aes|md)-?\d+$/iu.test(name);
}

const extremes =
  /^(?:max|min|maximum|minimum|largest|smallest|highest|lowest|longest|shortest|earliest|latest|average|avg|mean|total|biggest|greatest|peak|средн\p{L}*|максимальн\p{L}*|минимальн\p{L}*|суммарн\p{L}*|общ\p{L}*)$/u;

/** "среднее duration и число поездок", "fare and number of rides": the next thing that is computed. */
function opensMeasure(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (/^(?:число|количество|сумма|сумму|среднее|минимум|максимум)$/u.test(word)) return true;
  if (isCountedThing(reading, at)) return true;
  if (is(reading, at + 1, 'of') && /^(?:number|count|sum)$/u.test(word)) return true;
  if (!extremes.test(word)) return false;
  return isColumnLike(free(reading, at + 1)) || is(reading, at + 1, 'of');
}

/** A list and its shorter beginnings, so that "a, b and drop c" can stop before "drop". */
function readColumns(reading: Reading, at: number, limit: number): readonly CaptureRead[] {
  const start = skip(reading, at, 'determiner', 'column_noun');
  // "to MySQL c_d, is_paid becomes …": what stands right behind a system is its table.
  const isTable = start === at && has(reading.tokens[at - 1], 'system');
  if (isTable && (free(reading, at)?.kind === 'name' || isMarkAt(reading, at + 1, ','))) return [];
  // "a valid email, kind one of …": what is said of the column before begins no list.
  if (isQuality(reading, at - 1) && isMarkAt(reading, at + 1, ',')) return [];
  const reads: CaptureRead[] = [];
  const items: Scalar[] = [];
  let next = start;
  while (items.length < limit) {
    const joint = items.length === 0 ? next : readJoint(reading, next);
    if (items.length > 0 && (joint === next || opensClause(reading, joint))) break;
    if (items.length > 0 && !isSubject(reading, start) && opensStatement(reading, joint)) break;
    // "no null bill_no, that entry_no is unique": what is promised next.
    if (items.length > 0 && free(reading, joint)?.lower === 'that') break;
    // "a valid email and a zip of 5 digits": an article begins another thing.
    if (items.length > 0 && /^an?$/u.test(free(reading, joint)?.lower ?? '')) break;
    // "no duplicates by pay_id and amount above 0": what is compared is no part of the key.
    const isKey = items.length > 0 && is(reading, start - 1, 'by');
    const isCompared = is(reading, joint + 1, 'cmp') && !is(reading, joint + 1, 'cmp', 'in');
    if (isKey && isCompared && is(reading, joint - 1, 'and')) break;
    const column =
      readColumn(reading, skip(reading, joint, 'determiner')) ??
      readListedWord(reading, joint, start) ??
      (items.length === 0 ? readMeasuredNoun(reading, joint) : null);
    // "fleet.positions, speed must …": a qualified name is a table, and begins no list of columns.
    if (items.some((one) => String(one.value).includes('.'))) break;
    if (items.length > 0 && opensMeasure(reading, skip(reading, joint, 'determiner'))) break;
    if (column === null || isAlgorithm(column.item)) break;
    const inner = readInner(reading, column.end) ?? readNamed(reading, column.end);
    items.push(...(inner?.items ?? [column.item]).map((one) => text(one)));
    next = inner?.end ?? column.end;
    reads.unshift({ items: [...items], end: next });
    if (is(reading, next, 'column_noun')) reads.unshift({ items: [...items], end: next + 1 });
  }
  return reads;
}

function isQuality(reading: Reading, at: number): boolean {
  return /^(?:valid|invalid|correct|proper|malformed|well-formed|well formed)$/u.test(
    reading.tokens[at]?.lower ?? '',
  );
}

/** Whether a list begins a clause: "a, b must be filled" is said of both. */
function isSubject(reading: Reading, at: number): boolean {
  return at === 0 || reading.claimed[at - 1] === 1 || reading.tokens[at - 1]?.kind === 'mark';
}

/** "телефон (phone)", "the mail address (email_addr)": the identifier in brackets is the column that is meant. */
function readInner(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const outer = free(reading, at - 1);
  if (outer?.kind !== 'word' || outer.senses.length > 0 || !isMarkAt(reading, at, '(')) return null;
  const isForeign = /\p{Script=Cyrillic}/u.test(outer.text);
  const list = readList(reading, at + 1, (index) => {
    const token = free(reading, index);
    const isLatin = isForeign && /^[a-z]\w*$/u.test(token?.text ?? '');
    return token !== undefined && (isWrittenColumn(token) || isLatin)
      ? { item: token.text, end: index + 1 }
      : null;
  });
  return list !== null && isMarkAt(reading, list.end, ')')
    ? { items: list.items, end: list.end + 1 }
    : null;
}

/** "среднюю температуру temp": the identifier right behind a Russian noun is its column. */
function readNamed(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const isForeign = /^\p{Script=Cyrillic}/u.test(reading.tokens[at - 1]?.text ?? '');
  const name = isForeign ? free(reading, at) : undefined;
  if (
    !/^[a-z]\w*$/u.test(name?.text ?? '') ||
    name === undefined ||
    name.quoted ||
    has(name, 'system')
  )
    return null;
  return isColumnLike(name) && sqlType(name.lower) === null
    ? { items: [name.text], end: at + 1 }
    : null;
}

/** "double precision", "timestamp with time zone": types of several words. */
function longType(reading: Reading, at: number): CaptureRead | null {
  if (!/^(?:double|timestamp)$/u.test(reading.tokens[at]?.lower ?? '')) return null;
  for (const words of longTypes) {
    const found = words.every((word, step) => free(reading, at + step)?.lower === word);
    if (found) return { items: [text(words.join(' '))], end: at + words.length };
  }
  return null;
}

const longTypes = [
  'double precision',
  'timestamp with time zone',
  'timestamp without time zone',
].map((type) => type.split(' '));

/** `date`, `numeric(10,3)`, `varchar(20)` */
function readType(reading: Reading, at: number): readonly CaptureRead[] {
  const token = free(reading, at);
  if (token === undefined || token.quoted || (token.kind !== 'word' && token.kind !== 'name')) {
    return [];
  }
  const longer = longType(reading, at);
  if (longer !== null) return [longer];
  const name = token.lower;
  if (sqlType(name) === null) return [];
  if (!isMarkAt(reading, at + 1, '(')) return [{ items: [text(name)], end: at + 1 }];
  let end = at + 2;
  let inside = '';
  while (end < at + 8 && !isMarkAt(reading, end, ')')) {
    const part = free(reading, end);
    // "to date (format dd.MM.yyyy)": the brackets hold something else.
    if (part === undefined || (part.kind !== 'number' && part.text !== ','))
      return [{ items: [text(name)], end: at + 1 }];
    inside += part.text;
    end += 1;
  }
  const plain = { items: [text(name)], end: at + 1 };
  return inside === '' ? [plain] : [{ items: [text(`${name}(${inside})`)], end: end + 1 }, plain];
}
