import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import { columnMention } from '../column-mention.ts';
import type { TableMention, Test } from '../form.ts';
import { spellingOf } from '../held-values.ts';
import { valueItem } from '../items/held-item.ts';
import { spanOf } from '../items/item.ts';
import { partsOf } from '../name-parts.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import type { PlacedCondition } from '../states/state-items.ts';
import { verbRoot } from '../states/verb-root.ts';
import { floor, math } from '../times/when.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { stretchOf } from './stretch-of.ts';

/**
 * What words at a place say of rows that are planned: that they go on today ("campaigns running right now", "who is on
 * leave today"), or are still to come ("upcoming visits").
 */
export function periodStatesAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  return [...goingOn(words, at, index), ...inRowsNow(words, at, index), ...ahead(words, at, index)];
}

const going: ReadonlySet<string> = new Set(
  (
    'running,active,currently active,ongoing,current,live,in force,in effect,under way,underway,in progress,taking place,valid,still valid,' +
    'still running,currently running,running now,running today,on now,going on,идут,идёт,идет,идущие,действуют,действует,действующие,действующих,текущие,активные,проходят'
  ).split(','),
);
const nowWords =
  /^(?:right now|at the moment|at present|just now|now|today|currently|сейчас|сегодня)/u;

function goingOn(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  const found: PlacedCondition[] = [];
  for (let length = 1; length <= 3 && at + length <= words.length; length += 1) {
    const said = spanOf(words, at, length);
    // "running out" is another thing.
    if (!going.has(said) || /^(?:out|low|late)$/u.test(words[at + length]?.lower ?? '')) continue;
    const now = nowAt(words, at + length);
    for (const { test } of periods(index, at, said))
      found.push({ kind: 'condition', test, length: length + now, sure: weights.stretch.goingOn });
  }
  return found;
}

/** "on leave today", "in repair right now", "сейчас в отпуске": there is such a row that goes on. */
function inRowsNow(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  if (!/^(?:in|on|under|at|в|во|на)$/u.test(words[at]?.lower ?? '')) return [];
  const start = /^(?:a|an|the)$/u.test(words[at + 1]?.lower ?? '') ? at + 2 : at + 1;
  return [start, start + 1].flatMap((noun) => inRowsAt(words, { at, start, noun }, index));
}

/** Of which rows the noun is, after a value of theirs ("on approved leave today") or without one. */
function inRowsAt(
  words: readonly Word[],
  { at, start, noun }: { readonly at: number; readonly start: number; readonly noun: number },
  index: SchemaIndex,
): readonly PlacedCondition[] {
  const word = words[noun];
  if (word === undefined) return [];
  const now = nowAt(words, noun + 1);
  const isNow = now > 0 || saysNow(words, at);
  if (!isNow) return [];
  const state = noun === start ? null : words[start];
  return index
    .tablesNamed([word.lemma])
    .filter(({ score }) => score >= leastRows)
    .slice(0, 1)
    .flatMap(({ what, score }): PlacedCondition[] => {
      const lasts = isPlanned(what)
        ? nowTest(what, noun, word.lower)
        : openTest(what, noun, word.lower);
      const held = state == null ? null : heldTest(what, state, { at: start, index });
      if (lasts === null || (state !== null && held === null)) return [];
      const table: TableMention = {
        kind: 'table',
        alternatives: [{ what, score }],
        words: word.lower,
        at: noun,
      };
      const tests = held === null ? [lasts] : [held, lasts];
      const exists: Test = { kind: 'exists', table, negated: false, tests };
      const { inRows } = weights.stretch;
      return [{ kind: 'condition', test: exists, length: noun + 1 + now - at, sure: inRows }];
    });
}

/** How well a table has to be called by the noun: `leave_reqs` by "leave". */
const leastRows = 0.7;

/** "approved", where a column of the table holds it. */
function heldTest(
  table: CatalogTable,
  word: Word,
  { at, index }: { readonly at: number; readonly index: SchemaIndex },
): Test | null {
  const held = index
    .valuesSpelled(spellingOf(word.text))
    .filter(({ field }) => field.table === table);
  if (held.length === 0) return null;
  const { column: left, choice } = valueItem(held, word.text, { at, length: 1, weight: 1 });
  return { kind: 'held', left, values: [choice], negated: false };
}

function saysNow(words: readonly Word[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 3), at)
    .some(({ lower }) => /^(?:now|currently|сейчас|сегодня)$/u.test(lower));
}

/** Words for "now" at a place, in words. */
function nowAt(words: readonly Word[], at: number): number {
  return nowWords.exec(spanOf(words, at, 3))?.[0].split(' ').length ?? 0;
}

function periods(
  { schema }: SchemaIndex,
  at: number,
  said: string,
): readonly { readonly test: Test }[] {
  return schema.tables.flatMap((table) => {
    const test = isPlanned(table) ? nowTest(table, at, said) : null;
    return test === null ? [] : [{ test }];
  });
}

/** Whether the end of rows is set before it comes: `ends_on`, and not `ended_at`. */
function isPlanned(table: CatalogTable): boolean {
  const end = stretchOf(table)?.to.column.name;
  return (
    end !== undefined &&
    /(?:^|_)(?:ends?|end_?date|to|until|till|through|departs?|departure|last_?da(?:y|te))(?:_|$)/iu.test(
      end,
    )
  );
}

/** Begun, and not over. */
function nowTest(table: CatalogTable, at: number, words: string): Test | null {
  const stretch = stretchOf(table);
  if (stretch === null) return null;
  const { from, to } = stretch;
  const today = { kind: 'today' } as const;
  const begun: Test = {
    kind: 'compare',
    left: columnMention(from, words, at),
    op: 'le',
    right: today,
  };
  const left = columnMention(to, words, at);
  const lasts: Test = { kind: 'compare', left, op: 'ge', right: today };
  const open: Test = { kind: 'any', tests: [{ kind: 'null', left, negated: false }, lasts] };
  return { kind: 'all', tests: [begun, to.column.nullable ? open : lasts], negated: false };
}

/** Not over, where the end is written down when it comes. */
function openTest(table: CatalogTable, at: number, words: string): Test | null {
  const to = stretchOf(table)?.to;
  if (to?.column.nullable !== true) return null;
  return { kind: 'null', left: columnMention(to, words, at), negated: false };
}

const later =
  /^(?:upcoming|forthcoming|coming up|still to come|yet to come|still ahead|not (?:yet )?(?:started|begun)(?: yet)?|yet to (?:start|begin)|предстоящ\p{L}+|(?:ещё|еще) не начал\p{L}+)(?= |$)/u;
const laterBefore = /^(?:future|coming|planned|будущ\p{L}+|ближайш\p{L}+)$/u;
const earlier = /^(?:past|previous|прошедш\p{L}+|прошл\p{L}+|состоявш\p{L}+)$/u;

/** "upcoming visits", "future bookings", "past appointments". */
function ahead(words: readonly Word[], at: number, index: SchemaIndex): readonly PlacedCondition[] {
  const said = spanOf(words, at, 4);
  const whole = later.exec(said)?.[0];
  const first = words[at]?.lower ?? '';
  const next = words[at + 1];
  const isBeforeRows =
    next?.kind === 'word' && (index.tablesNamed([next.lemma])[0]?.score ?? 0) >= 0.8;
  const isLater = whole !== undefined || (isBeforeRows && laterBefore.test(first));
  if (!isLater && !(isBeforeRows && earlier.test(first))) return [];
  const length = whole?.split(' ').length ?? 1;
  const today = math(floor('day'));
  const when = isLater ? { start: today, end: null } : { start: null, end: today };
  const named = isBeforeRows ? index.tablesNamed([next.lemma]).map(({ what }) => what) : [];
  return index.schema.tables
    .filter((table) => named.length === 0 || named.includes(table))
    .flatMap((table): PlacedCondition[] => {
      const field = beginningOf(table);
      if (field === null) return [];
      const left = columnMention(field, first, at);
      const test: Test = { kind: 'time', left, when, negated: false };
      return [{ kind: 'condition', test, length, sure: weights.stretch.ahead }];
    });
}

const beginnings = 'start begin schedule arrive depart plan'.split(' ').map(verbRoot);

/** The moment at which what rows tell of begins, if it may lie ahead; null where none does. */
export function beginningOf(table: CatalogTable): Field | null {
  const planned = isPlanned(table) ? stretchOf(table) : null;
  if (planned !== null) return planned.from;
  const moments = table.columns.filter((column) => isMoment(column) && !column.nullable);
  const own = partsOf(table.object.name).map(verbRoot);
  const column =
    moments.find(({ name }) => partsOf(name).some((part) => beginnings.includes(verbRoot(part)))) ??
    moments.find(({ name }) => partsOf(name).some((part) => own.includes(verbRoot(part))));
  return column === undefined ? null : { table, column };
}
