import type { CheckIntent } from '../../ir/index.ts';
import { has, textOf } from '../../text/token.ts';
import { readRuleAt } from '../pattern/rules.ts';
import { claim, endsClause, free, is, isMarkAt, type Reading } from '../reading.ts';
import { faultRules } from './fault-rules.ts';
import type { QuarantinePlace } from './quarantine-place.ts';

const rows =
  /^(?:rows?|records?|lines?|entries|entry|ones|messages?|events?|items?|those|строки|записи)$/u;
const opens = /^(?:with|whose|where|that|which|having|lacking|missing|without|с|без|где)$/u;
const goes =
  /^(?:diverted|go|goes|going|sent|moved|parked|written|routed|belong|belongs|land|lands|redirected|stored|saved|collected|quarantined|end|ends|pushed|shunted|kept)$/u;
/** Verbs that set rows aside only where no system is named: "отправляй в Postgres x" moves all there is. */
const goesAside = /^(?:складывай|клади|отправляй|отправь|перекладывай|откладывай)$/u;
const leads = /^(?:to|into|in|onto|on|up in|aside in|apart in|в|во)$/u;
/** How far behind the rows the place they go to may stand. */
const reach = 40;

/** Rows told by what is wrong with them, and where they go. */
export interface FaultyRows {
  readonly checks: readonly CheckIntent[];
  readonly quarantine: QuarantinePlace | null;
}

/**
 * "Rows with a malformed email or a negative price are diverted to subs_rejected": each fault is a check,
 * and the place is the quarantine. Claims the words; nothing where either half is missing.
 */
export function readFaultyRows(reading: Reading): FaultyRows {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const led = readLed(reading, at);
    if (led !== null) return led;
    const word = free(reading, at)?.lower ?? '';
    const next = free(reading, at + 1)?.lower ?? '';
    // "readings where temp is outside …": any plural that is told by a condition.
    const isPlural =
      /^[a-z]{4,}s$/u.test(word) && (/^(?:where|whose)$/u.test(next) || isSetAside(reading, at));
    if (!rows.test(word) && !isPlural) continue;
    if (!opens.test(next) || isLeftOut(reading, at - 1)) continue;
    const place =
      readPlace(reading, at + 2) ?? (isSetAside(reading, at) ? readBehind(reading, at + 2) : null);
    if (place !== null && namesEnd(reading, at, place.verb)) continue;
    if (place === null) continue;
    const checks = readBetween(reading, at + 1, place.verb);
    if (checks.length === 0) continue;
    const evidence = claim(reading, at, place.end);
    return { checks, quarantine: { system: place.system, object: place.object, evidence } };
  }
  return { checks: [], quarantine: null };
}

/** "minus rows where x is null": rows that are not read go nowhere. */
function isLeftOut(reading: Reading, at: number): boolean {
  const back = skipBack(reading, at);
  return is(reading, back, 'except') || is(reading, back, 'drop') || is(reading, back, 'not');
}

function skipBack(reading: Reading, at: number): number {
  return is(reading, at, 'determiner') || is(reading, at, 'all') ? at - 1 : at;
}

/** "if qty is negative or sku is empty put the row in stock_errors": the fault stands before the verb. */
function readLed(reading: Reading, at: number): FaultyRows | null {
  if (!/^(?:if|when|where|whenever|если)$/u.test(free(reading, at)?.lower ?? '')) return null;
  for (let verb = at + 2; verb < at + reach && !endsClause(reading, verb); verb += 1) {
    const place = placeBehind(reading, verb);
    if (place === null || !leads.test(free(reading, place)?.lower ?? '')) continue;
    const object = readObject(reading, place + 1);
    const checks = object === null ? [] : readBetween(reading, at + 1, verb);
    if (object === null || checks.length === 0) return null;
    const evidence = claim(reading, at, object.end);
    releaseSource(reading, at, verb);
    return { checks, quarantine: { system: object.system, object: object.object, evidence } };
  }
  return null;
}

/** Where the place of faulty rows is led in: behind "put the row", "клади", or a mere comma and "into table". */
function placeBehind(reading: Reading, verb: number): number | null {
  const word = free(reading, verb)?.lower ?? '';
  if (/^(?:клади|складывай|отправляй|отправь|пиши|записывай|перекладывай|сохраняй)$/u.test(word)) {
    const isNamed = /^(?:строку|строки|запись|записи|ее|её|их|такие)$/u.test(
      free(reading, verb + 1)?.lower ?? '',
    );
    return isNamed ? verb + 2 : verb + 1;
  }
  if (isMarkAt(reading, verb, ',', '—', '–', '-', ':'))
    return is(reading, verb + 2, 'container', 'table') ? verb + 1 : null;
  if (!/^(?:put|send|move|write|divert|park|route|store|save|redirect|push)$/u.test(word))
    return null;
  const rowAt = is(reading, verb + 1, 'determiner') ? verb + 2 : verb + 1;
  const isRow = /^(?:row|rows|record|records|line|it|them|message|messages|such)$/u.test(
    free(reading, rowAt)?.lower ?? '',
  );
  return isRow ? rowAt + 1 : null;
}

/** "if a row in MySQL orders has no x, put it …": the source is named inside, and read where ends are. */
function releaseSource(reading: Reading, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    if (!has(reading.tokens[at], 'system')) continue;
    reading.claimed[at] = 0;
    reading.claimed[at + 1] = 0;
    if (/^(?:in|of|from)$/u.test(reading.tokens[at - 1]?.lower ?? '')) reading.claimed[at - 1] = 0;
  }
}

interface Place {
  readonly verb: number;
  readonly system: string | null;
  readonly object: string;
  readonly end: number;
}

/** "are diverted to Kafka topic bad-rows": the verb, and the first name behind its preposition. */
function readPlace(reading: Reading, from: number): Place | null {
  for (let at = from; at < from + reach && !endsClause(reading, at); at += 1) {
    const verb = free(reading, at)?.lower ?? '';
    if (!goes.test(verb) && !goesAside.test(verb)) continue;
    let lead = at + 1;
    while (lead < at + 4 && !leads.test(free(reading, lead)?.lower ?? '')) lead += 1;
    if (!leads.test(free(reading, lead)?.lower ?? '')) continue;
    const object = readObject(reading, lead + 1);
    if (object !== null && (goes.test(verb) || object.system === null))
      return { verb: at, ...object };
  }
  return null;
}

/** "quarantine rows lacking sku in bad_items": the verb stands before the rows. */
function isSetAside(reading: Reading, at: number): boolean {
  const verb = is(reading, at - 1, 'determiner') || is(reading, at - 1, 'all') ? at - 2 : at - 1;
  return /^(?:quarantine|park|divert|redirect|route|send|move|put|write|shunt|reject|isolate|set aside|collect|save|store)$/u.test(
    free(reading, verb)?.lower ?? '',
  );
}

/** The place behind the faults: "… in Postgres bad_items". */
function readBehind(reading: Reading, from: number): Place | null {
  for (let at = from; at < from + reach && !endsClause(reading, at); at += 1) {
    if (!/^(?:to|into|in|onto)$/u.test(free(reading, at)?.lower ?? '')) continue;
    const object = readObject(reading, at + 1);
    if (object !== null) return { verb: at, ...object };
  }
  return null;
}

/** "records of MySQL x that … go to y" move, and are not set aside. */
function namesEnd(reading: Reading, from: number, to: number): boolean {
  return reading.tokens.some(
    (token, at) => at > from && at < to && (is(reading, at, 'system') || token.kind === 'path'),
  );
}

function readObject(reading: Reading, from: number): Omit<Place, 'verb'> | null {
  let system: string | null = null;
  for (let at = from; at < from + 5; at += 1) {
    const token = free(reading, at);
    if (token === undefined) return null;
    system = textOf(token, 'system') ?? system;
    const isPlain = token.kind === 'word' && token.senses.length === 0;
    if (token.kind === 'name' || token.kind === 'path' || isPlain)
      return { system, object: token.text, end: at + 1 };
    const passed = (['determiner', 'container', 'system'] as const).some((tag) => has(token, tag));
    if (!passed) return null;
  }
  return null;
}

function readBetween(reading: Reading, from: number, to: number): readonly CheckIntent[] {
  const found: CheckIntent[] = [];
  for (let at = from; at < to; at += 1) {
    const read = readRuleAt(reading, faultRules, at);
    if (read === null || read.end > to + 1) continue;
    const start = reading.tokens[at]?.start ?? 0;
    const end = reading.tokens[read.end - 1]?.end ?? start;
    found.push(...read.make({ start, end, text: reading.text.slice(start, end) }));
    at = read.end - 1;
    while (isMarkAt(reading, at + 1, ',')) at += 1;
  }
  return found;
}
