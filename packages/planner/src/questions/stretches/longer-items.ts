import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import { columnMention } from '../column-mention.ts';
import { timeToken } from '../cues/times.ts';
import type { ColumnMention, Operator, Test } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { PlacedCondition } from '../states/state-items.ts';
import { begins } from '../times/begins.ts';
import { momentAt } from '../times/moment-at.ts';
import { back } from '../times/when.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { allStretches, stretchMention } from './stretch-mention.ts';

/** Conditions on how long something lasted, or waits, that begin at a word. */
export function longerAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  if (index.times.events.length === 0) return [];
  const reader: Reader = { words, at, index };
  const read = readWaiting(reader) ?? readLonger(reader) ?? readWithin(reader);
  const all = [...readOverdue(reader), ...(read === null ? [] : [read])];
  const { sure } = weights.stretch;
  return all.map(({ test, end }) => ({ kind: 'condition', test, length: end - at, sure }));
}

interface Reader {
  readonly words: readonly Word[];
  readonly at: number;
  readonly index: SchemaIndex;
}

interface Read {
  readonly test: Test;
  readonly end: number;
}

interface Amount {
  readonly count: number;
  readonly unit: TimeUnit;
  readonly end: number;
}

/** "ten days", "a week", "24 часа", "сутки". */
function amountAt(words: readonly Word[], at: number): Amount | null {
  const [first, second] = words.slice(at, at + 2);
  const unitOf = (word: Word | undefined): TimeUnit | null => {
    if (word === undefined) return null;
    if (/^nights?$|^ноч(?:ь|и|ей)$/u.test(word.lower)) return 'day';
    return parseTimeUnit(timeToken(word.lower)) ?? null;
  };
  const counted = unitOf(second);
  if (first?.kind === 'number' && first.value !== undefined && counted !== null)
    return { count: first.value, unit: counted, end: at + 2 };
  if (/^(?:a|an)$/u.test(first?.lower ?? '') && counted !== null)
    return { count: 1, unit: counted, end: at + 2 };
  const alone = unitOf(first);
  const isRussian = /^\p{Script=Cyrillic}/u.test(first?.lower ?? '');
  return alone !== null && isRussian ? { count: 1, unit: alone, end: at + 1 } : null;
}

/** How words compare, and where what follows begins. */
function comparisonAt(
  words: readonly Word[],
  at: number,
): { readonly op: Operator; readonly end: number; readonly saysLength: boolean } | null {
  const said = (length: number): string =>
    words
      .slice(at, at + length)
      .map(({ lower }) => lower)
      .join(' ');
  for (let length = 3; length > 0; length -= 1) {
    const op = comparisons.get(said(length));
    if (op !== undefined)
      return {
        op,
        end: at + length,
        saysLength: /long|short|дольш|короч|quick|fast/u.test(said(length)),
      };
  }
  return null;
}

const comparisons: ReadonlyMap<string, Operator> = new Map(
  (
    [
      [
        'gt',
        'longer than|more than|over|больше чем на|более чем на|на более чем|больше , чем на|дольше|дольше чем|дольше , чем|больше|более|более чем|свыше|slower than',
      ],
      [
        'lt',
        'shorter than|less than|fewer than|under|короче|короче чем|меньше|менее|менее чем|faster than|quicker than',
      ],
      ['ge', 'at least|no less than|не менее|не меньше|как минимум'],
      [
        'le',
        'at most|no more than|no longer than|not more than|up to|не более|не больше|не дольше',
      ],
    ] as const
  ).flatMap(([op, all]) => all.split('|').map((one) => [one, op] as const)),
);

const lasted =
  /^(?:took|take|takes|taken|taking|lasted|lasts|last|lasting|stayed|stays|stay|staying|spent|длил\p{L}+|длит\p{L}+|длящ\p{L}+|длив\p{L}+|занял\p{L}*|занима\p{L}+|продолжал\p{L}+|жил\p{L}*|пробы\p{L}+)$/u;
const skipped = /^(?:that|which|who|has|have|had|for|in total|the|их|на)$/u;

/** "took longer than a week to deliver", "stays of more than ten nights", "longer than 10 days". */
function readLonger({ words, at, index }: Reader): Read | null {
  const verb = words[at]?.lower ?? '';
  const isVerb = lasted.test(verb);
  const isOf = /^(?:of|на|with)$/u.test(verb);
  let next = isVerb || isOf ? at + 1 : at;
  if (isVerb && skipped.test(words[next]?.lower ?? '')) next += 1;
  const compared = comparisonAt(words, next);
  if (compared === null || !(isVerb || isOf || compared.saysLength)) return null;
  const amount = amountAt(words, compared.end);
  if (amount === null || (isOf && !isStretchUnit(words, amount))) return null;
  const until = untilAt(words, amount.end, index);
  const since = until === null ? null : begins(until.of, index, at);
  const of =
    until !== null && since !== null
      ? { ...until.of, derived: { kind: 'elapsed', since, unit: amount.unit } as const }
      : stretchMention(
          allStretches(index, /^(?:stay|stays|stayed|staying)$/u.test(verb) ? 'stay' : undefined),
          {
            unit: amount.unit,
            words: 'how long',
            at,
          },
        );
  if (of === null) return null;
  return { test: compare(of, compared.op, amount.count), end: until?.end ?? amount.end };
}

/** "of more than 5 days": no other column is in such a unit. */
function isStretchUnit(words: readonly Word[], { unit, end }: Amount): boolean {
  const next = words[end]?.lower ?? '';
  return unit !== 'year' && next !== 'ago' && next !== 'old' && next !== 'назад';
}

function compare(left: ColumnMention, op: Operator, count: number): Test {
  return {
    kind: 'compare',
    left,
    op,
    right: { kind: 'number', value: count, text: String(count) },
  };
}

/** "to deliver", "to be answered". */
function untilAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): { readonly of: ColumnMention; readonly end: number } | null {
  if (!/^(?:to|until|till|before)$/u.test(words[at]?.lower ?? '')) return null;
  const start = /^(?:be|get|being)$/u.test(words[at + 1]?.lower ?? '') ? at + 2 : at + 1;
  return momentAt(words, start, index);
}

/** "delivered within 5 days", "hired within 30 days of applying", "решены за сутки". */
function readWithin({ words, at, index }: Reader): Read | null {
  const [verb] = words.slice(at, at + 1);
  if (verb?.kind !== 'word') return null;
  const link = withinAt(words, at + 1);
  const amount = link === null ? null : amountAt(words, link.end);
  if (link === null || amount === null) return null;
  const moment = momentAt(words, at, index, 1);
  const later = moment?.of.alternatives.filter(({ what }) => what.column.nullable) ?? [];
  if (moment === null || later.length === 0) return null;
  const end = { ...moment.of, alternatives: later };
  const said = /^(?:of|after|from)$/u.test(words[amount.end]?.lower ?? '')
    ? momentAt(words, amount.end + 1, index)
    : null;
  const since = said?.of ?? begins(end, index, at);
  if (since === null) return null;
  const of: ColumnMention = { ...end, derived: { kind: 'elapsed', since, unit: amount.unit } };
  return { test: compare(of, link.op, amount.count), end: said?.end ?? amount.end };
}

function withinAt(
  words: readonly Word[],
  at: number,
): { readonly op: Operator; readonly end: number } | null {
  const said = (length: number): string =>
    words
      .slice(at, at + length)
      .map(({ lower }) => lower)
      .join(' ');
  if (['within', 'inside', 'за'].includes(said(1))) return { op: 'le', end: at + 1 };
  if (said(2) === 'в течение' || said(2) === 'in under') return { op: 'le', end: at + 2 };
  if (said(3) === 'in less than') return { op: 'lt', end: at + 3 };
  return said(3) === 'after more than' ? { op: 'gt', end: at + 3 } : null;
}

/** "waiting for shipment for more than three days": not there yet, and begun before then. */
function readWaiting({ words, at, index }: Reader): Read | null {
  let next = at;
  const lower = (): string => words[next]?.lower ?? '';
  if (lower() === 'still') next += 1;
  const isWait = /^(?:waiting|awaiting|wait|ждут|ждёт|ждет|ожида\p{L}+)$/u.test(lower());
  if (!isWait) return null;
  next += 1;
  while (/^(?:for|on|a|an|the|their|its|to|be)$/u.test(lower())) next += 1;
  const end = momentAt(words, next, index);
  if (end === null) return null;
  next = end.end;
  while (/^(?:for|уже)$/u.test(lower())) next += 1;
  const compared = comparisonAt(words, next);
  const amount = compared === null ? null : amountAt(words, compared.end);
  const since = begins(end.of, index, at);
  if (compared?.op !== 'gt' || amount === null || since === null) return null;
  const open: Test = { kind: 'null', left: end.of, negated: false };
  return { test: both(open, before(since, amount)), end: amount.end };
}

const overdue =
  /^(?:overdue|past due|past their due date|past its due date|past the due date|late|просрочен\p{L}*)$/u;

/** "overdue by more than 30 days", "more than 30 days past due". */
function readOverdue({ words, at, index }: Reader): readonly Read[] {
  const late = lateAt(words, at);
  const joined = late === null ? 0 : words.slice(late, late + 2).filter(joins).length;
  const next = (late ?? at) + joined;
  const compared = comparisonAt(words, next);
  const amount = amountAt(words, compared?.end ?? next);
  if (amount === null || (compared !== null && !['gt', 'ge'].includes(compared.op))) return [];
  if (late !== null && compared === null && words[next - 1]?.lower !== 'более') return [];
  const end = late === null ? lateAt(words, amount.end) : amount.end;
  if (end === null) return [];
  return index.states.dues
    .filter(({ expires }) => !expires)
    .map(({ due, done }) => {
      const past = before(columnMention(due, 'overdue', at, 1), amount);
      if (done === null) return { test: past, end };
      const left = columnMention(done, 'overdue', at, 1);
      return { test: both(past, { kind: 'null', left, negated: false }), end };
    });
}

/** "by" of "overdue by 30 days". */
function joins({ lower }: Word): boolean {
  return /^(?:by|for|на|более)$/u.test(lower);
}

/** Where the words after "past due" begin; null where nothing of the kind is said. */
function lateAt(words: readonly Word[], at: number): number | null {
  for (let length = 4; length > 0; length -= 1) {
    const said = words
      .slice(at, at + length)
      .map(({ lower }) => lower)
      .join(' ');
    if (overdue.test(said)) return at + length;
  }
  return null;
}

function before(left: ColumnMention, { unit, count }: Amount): Test {
  return { kind: 'time', left, when: { start: null, end: back(unit, count) }, negated: false };
}

function both(one: Test, other: Test): Test {
  return { kind: 'all', tests: [one, other], negated: false };
}
