import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import type { ColumnMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { articles } from '../name-spans.ts';
import { begins } from './begins.ts';
import { timeToken } from '../cues/times.ts';
import { beginningOf } from '../stretches/period-states.ts';
import { weights } from '../weights.ts';
import { momentAt, momentMention, type MomentRead } from './moment-at.ts';
import { timeTokens, type TimeToken } from './time-tokens.ts';

/** A stretch between two moments of a row. */
export interface DurationRead {
  /** Its end; where it lasts until now, its start. */
  readonly of: ColumnMention;
  readonly end: number;
  /** "how long does it take": on average. */
  readonly isAverage: boolean;
  readonly direction: 'asc' | 'desc' | null;
}

type Plain = Omit<DurationRead, 'direction'>;

/** Reads "days from booking to delivery", "hours to close", "delivery time" at a word; null when there is none. */
export function readDuration(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): DurationRead | null {
  const direction = extremes.get(words[at]?.lower ?? '') ?? null;
  const start = direction === null ? at : at + 1;
  const tokens = timeTokens(words, start);
  if (tokens[0]?.end !== start + 1) return null;
  const reader: Reader = { words, tokens, index, at: start, isRanked: direction !== null };
  const read = readBetween(reader) ?? readUntil(reader) ?? readNoun(reader) ?? readAge(reader);
  return read === null ? null : { ...read, direction };
}

/** "longest delivery time", "took the fastest to ship". */
const extremes: ReadonlyMap<string, 'asc' | 'desc'> = new Map([
  ['longest', 'desc'],
  ['slowest', 'desc'],
  ['shortest', 'asc'],
  ['fastest', 'asc'],
  ['quickest', 'asc'],
]);
const ranked = /^(?:(?<unit>time) )?to (?:be |get )?/u;

interface Reader {
  readonly words: readonly Word[];
  readonly tokens: readonly TimeToken[];
  readonly index: SchemaIndex;
  readonly at: number;
  /** Which is longest, or shortest. */
  readonly isRanked: boolean;
}

const unit = '(?<unit>second|minute|hour|day|week|month|year|time|duration|interval|gap|delay)';
const between = new RegExp(
  `^(?:number )?(?:how many )?${unit}(?: (?:it takes|it took|taken|pass|passes|passed|passing|elapse|elapsed|go by|goes by|went by|that pass|lie|lies))? (?:from|between|since) `,
  'u',
);
const until = new RegExp(
  `^(?:(?<how>how (?:long|many ${unit})(?: (?:on average|usually|typically|normally))?(?: (?:do|does|did)(?: it| we)?(?: (?:on average|usually|typically|normally))? take| is taken)(?: us)?(?: on average)?|how (?:long|many ${unit})(?: (?:is|was) it)?(?: (?:on average|usually|typically|normally))?(?= (?:until|till|before) ))|(?:number )?${unit}(?: (?:it takes|it took|taken|needed|required|spent|we take|we need))?) (?:to|until|till|before) (?:be |get |have )?`,
  'u',
);
const age =
  /^(?:(?:number )?(?<unit>second|minute|hour|day|week|month|year) since (?:it |they |we )?(?:is |was |were |has been |have been )?|age (?=in (?:second|minute|hour|day|week|month|year)(?: |$)))/u;

/** "days from booking to delivery". */
function readBetween(reader: Reader): Plain | null {
  const lead = matched(reader, between) ?? russianBetween(reader);
  if (lead === null) return null;
  const { words, index } = reader;
  const first =
    momentAt(words, pastRows(reader, lead.next), index) ?? rowsAt(reader, lead.next, 'made');
  if (first === null) return null;
  const join = words[first.end]?.lower ?? '';
  if (!['to', 'and', 'until', 'till', 'before', 'till', 'до', 'и'].includes(join)) return null;
  const second =
    momentAt(words, pastRows(reader, first.end + 1), index) ??
    rowsAt(reader, first.end + 1, 'begun');
  if (second === null) return null;
  const { unit, how: isAverage } = lead;
  return finished(reader, { since: first.of, of: second.of, end: second.end, unit, isAverage });
}

/** "between an order being placed and it being packed": where it is told what was done to the rows. */
function pastRows({ words, index }: Reader, at: number): number {
  const from = articles.has(words[at]?.lower ?? '') ? at + 1 : at;
  const verb = [1, 2]
    .map((length) => from + length)
    .find((place) => /^(?:being|getting|is|was)$/u.test(words[place]?.lower ?? ''));
  if (verb === undefined) return at;
  const rows = words.slice(from, verb);
  const isPronoun = rows.length === 1 && /^(?:it|they|them)$/u.test(rows[0]?.lower ?? '');
  const [named] = index.tablesNamed(rows.map(({ lemma }) => lemma));
  return isPronoun || (named?.score ?? 0) >= weights.link.akin ? verb : at;
}

const russianLead =
  /^(?<how>сколько )?(?:в среднем )?(?:(?<unit>секунд|минут|часов|дней|суток|недель|месяцев|лет|времени|время|срок) )?(?:в среднем )?(?:проходит |прошло |проходило |уходит |занимает |длится )?(?:от|с|со|между) /u;

/** "сколько дней проходит от заказа до доставки", "время между подачей и решением". */
function russianBetween({ words, at }: Reader): Lead | null {
  const said = words
    .slice(at, at + 8)
    .map(({ lower }) => lower)
    .join(' ');
  const found = russianLead.exec(said);
  const { unit: each, how } = found?.groups ?? {};
  if (found === null || (each === undefined && how === undefined)) return null;
  const next = at + found[0].trim().split(' ').length;
  return { unit: parseTimeUnit(timeToken(each ?? '')) ?? null, how: how !== undefined, next };
}

/** Rows at a word, by when they were made or when they begin: "from order to delivery", "between booking and visit". */
function rowsAt({ words, index }: Reader, at: number, by: 'made' | 'begun'): MomentRead | null {
  const word = words[at];
  const [table] = word?.kind === 'word' ? index.tablesNamed([word.lemma]) : [];
  if (word === undefined || table === undefined || table.score < weights.link.sure) return null;
  const begun = by === 'begun' ? beginningOf(table.what) : null;
  const alternatives =
    begun === null
      ? index.times.events.filter(({ what }) => what.table === table.what).slice(0, 1)
      : [{ what: begun, score: 1 }];
  const of = momentMention(word.lower, alternatives, at);
  return of === null ? null : { of, end: at + 1 };
}

/** "hours to close a ticket", "how long does it take to deliver", "how long on average until the delivery". */
function readUntil(reader: Reader): Plain | null {
  const lead = matched(reader, reader.isRanked ? ranked : until);
  const second = lead === null ? null : momentAt(reader.words, lead.next, reader.index);
  if (lead === null || second === null) return null;
  const since = begins(second.of, reader.index, reader.at);
  if (since === null) return null;
  return finished(reader, {
    since,
    of: second.of,
    end: second.end,
    unit: lead.unit,
    isAverage: lead.how,
  });
}

/** "delivery time": as long as no column is called so. */
function readNoun(reader: Reader): Plain | null {
  const { words, at, index } = reader;
  const noun = words[at];
  const next = words[at + 1];
  if (noun?.kind !== 'word' || next === undefined) return null;
  if (!['time', 'times', 'duration', 'durations', 'delay'].includes(next.lower)) return null;
  const named = index.fieldsNamed([noun.lemma, 'time']).filter(({ score }) => score >= 0.9);
  if (named.length > 0) return null;
  const of = momentMention(noun.lower, index.times.ofVerb(noun.lower), at);
  const since = of === null ? null : begins(of, reader.index, reader.at);
  return of === null || since === null
    ? null
    : finished(reader, { since, of, end: at + 2, unit: null });
}

/** "days since it was opened", "age in days". */
function readAge(reader: Reader): Plain | null {
  const lead = matched(reader, age);
  if (lead === null) return null;
  const { index, at, words } = reader;
  const isAge = words[at]?.lower === 'age';
  if (isAge && (index.fieldsNamed(['age'])[0]?.score ?? 0) >= 0.9) return null;
  const began = isAge
    ? { of: momentMention('age', index.times.events, at), end: lead.next }
    : momentAt(reader.words, lead.next, reader.index);
  if (began === null || began.of === null) return null;
  return finished(reader, { since: null, of: began.of, end: began.end, unit: lead.unit });
}

interface Lead {
  readonly unit: TimeUnit | null;
  readonly how: boolean;
  /** Where the words after it begin. */
  readonly next: number;
}

function matched({ tokens }: Reader, pattern: RegExp): Lead | null {
  const found = pattern.exec(tokens.map(({ text }) => text).join(' '));
  if (found === null) return null;
  const last = tokens[found[0].trim().split(' ').length - 1];
  if (last === undefined) return null;
  const { unit: each, how } = found.groups ?? {};
  return { unit: parseTimeUnit(each ?? '') ?? null, how: how !== undefined, next: last.end };
}

interface Stretch extends MomentRead {
  readonly since: ColumnMention | null;
  readonly unit: TimeUnit | null;
  readonly isAverage?: boolean;
}

/** With "in hours" behind it. */
function finished(
  { words }: Reader,
  { since, of, end, unit: said, isAverage = false }: Stretch,
): Plain {
  const isIn = words[end]?.lower === 'in';
  const behind = isIn ? (parseTimeUnit(words[end + 1]?.lemma ?? '') ?? null) : null;
  const isInstant = [of, since].every(
    (one) => one?.alternatives[0]?.what.column.type.kind !== 'date',
  );
  const each = behind ?? said ?? (isInstant ? 'hour' : 'day');
  const derived = { kind: 'elapsed', since, unit: each } as const;
  return { of: { ...of, derived }, end: behind === null ? end : end + 2, isAverage };
}
