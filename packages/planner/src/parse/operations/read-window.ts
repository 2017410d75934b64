import type { OperationIntent } from '../../ir/index.ts';
import { numberOf, textOf } from '../../text/token.ts';
import { compileRules, readRules } from '../pattern/rules.ts';
import { cueBefore } from '../endpoint/cue.ts';
import { isColumnLike } from '../list.ts';
import { claim, free, is, type Reading } from '../reading.ts';

type Window = Extract<OperationIntent, { op: 'window' }>;

const noun =
  '(window|windows|tumbling window|tumbling windows|bucket|buckets|interval|intervals|slot|slots)';
const measured =
  /^(?:средн\p{L}*|сумм\p{L}*|количеств\p{L}*|максим\p{L}*|миним\p{L}*|averages?|avg|mean|sums?|totals?|counts?|max|min|maximum|minimum|aggregates?|sum of|number of)$/u;

const windows = compileRules<Window>([
  {
    patterns: [
      `(in|over|per|every|each|using|with|by|on|a)? (tumbling)? <size:num> <unit:unit> (tumbling)? ${noun}`,
      `(tumbling)? ${noun} (of|with|:|=)? (size|length)? (of)? <size:num> <unit:unit>`,
      '(окно|окна|окном|окнами|окнам|окон|интервалами|интервалам) (в|по|размером|длиной|на)? <size:num> <unit:unit>',
      '(по|в|за|за каждые)? <size:num> <unit:unit> (окнам|окна|окно|окнами|интервалам|окне)',
      '<size:num> минутн* (окна|окнам|окно|окнами|среднее|средние|суммы|агрегаты)',
    ],
    mean: (captures) => {
      const count = captures.number('size');
      const unit = captures.text('unit') ?? 'minute';
      if (count === null || !isWindowUnit(unit)) return null;
      return (evidence) => ({ op: 'window', count, unit, evidence });
    },
  },
  {
    patterns: [
      '(одноминутн*|минутн*) (окна|окно|окнам|окнами|интервалам)',
      '(one|1|a)? minute (windows|window|buckets)',
      '(per)? (minutely) (windows|window|buckets|averages|totals)',
    ],
    mean: () => (evidence) => ({ op: 'window', count: 1, unit: 'minute', evidence }),
  },
]);

function isWindowUnit(unit: string): unit is Window['unit'] {
  return unit === 'second' || unit === 'minute' || unit === 'hour' || unit === 'day';
}

/** Reads windows over a stream: "in 10 second windows", "5-minute average humidity". */
export function readWindow(reading: Reading): OperationIntent[] {
  const named = readRules(reading, windows);
  if (named.length > 0) return named.slice(0, 1);
  const found = readMeasuredWindow(reading);
  if (found.length > 0) return found;
  const tumbling = readTumbling(reading);
  return tumbling.length > 0 ? tumbling : readStreamRhythm(reading);
}

/** "clicks per minute from Kafka": what is computed of an endless stream is computed for each stretch of time. */
function readStreamRhythm(reading: Reading): OperationIntent[] {
  const computes = reading.tokens.some(
    (token) => measured.test(token.lower) || /^(?:per|посчитай|считай)$/u.test(token.lower),
  );
  if (!computes || !readsStream(reading)) return [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!/^(?:per|each|every|каждую|каждый|каждые|каждой)$/u.test(free(reading, at)?.lower ?? ''))
      continue;
    const counted = numberOf(free(reading, at + 1), 'number');
    const unitAt = counted === undefined ? at + 1 : at + 2;
    const unit = textOf(free(reading, unitAt), 'unit');
    if (unit === undefined || !isWindowUnit(unit) || is(reading, unitAt + 1, 'of')) continue;
    const from = /^(?:за|for|in)$/u.test(free(reading, at - 1)?.lower ?? '') ? at - 1 : at;
    // "per 10 seconds and symbol": the word that groups stays for the next key.
    const isFurther = is(reading, unitAt + 1, 'and') && isColumnLike(free(reading, unitAt + 2));
    const evidence = isFurther
      ? claim(reading, at + 1, unitAt + 2)
      : claim(reading, from, unitAt + 1);
    return [{ op: 'window', count: counted ?? 1, unit, evidence }];
  }
  return [];
}

/** "5-minute average humidity": the measure stays for the aggregate. */
function readMeasuredWindow(reading: Reading): OperationIntent[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const count = numberOf(free(reading, at), 'number');
    const unit = textOf(free(reading, at + 1), 'unit');
    const tumbling = /^(?:tumbling|rolling|windowed)$/u.test(free(reading, at + 2)?.lower ?? '');
    const next = free(reading, tumbling ? at + 3 : at + 2)?.lower ?? '';
    if (count === undefined || unit === undefined || !isWindowUnit(unit)) continue;
    if (!measured.test(next) || is(reading, at - 1, 'last')) continue;
    // "every 5 minutes the sum of …": a rhythm, unless rows never end.
    const isLed = is(reading, at - 1, 'every');
    if (isLed && !readsStream(reading)) continue;
    const evidence = claim(reading, isLed ? at - 1 : at, tumbling ? at + 3 : at + 2);
    return [{ op: 'window', count, unit, evidence }];
  }
  return [];
}

/** A stream is read from; one that is written to says nothing of windows. */
function readsStream(reading: Reading): boolean {
  return reading.tokens.some(
    (_token, at) =>
      (is(reading, at, 'system', 'kafka') || is(reading, at, 'system', 'mqtt')) &&
      cueBefore(reading, at) !== 'target',
  );
}

/** "per minute …, tumbling windows": the size stands apart from the word for the window. */
function readTumbling(reading: Reading): OperationIntent[] {
  const at = reading.tokens.findIndex((_token, place) =>
    /^(?:tumbling|tumble)$/u.test(free(reading, place)?.lower ?? ''),
  );
  if (at < 0) return [];
  for (let place = 0; place < reading.tokens.length; place += 1) {
    if (!/^(?:per|every|each|in|over|of|by)$/u.test(free(reading, place)?.lower ?? '')) continue;
    const lead = place + 1 === at ? place + 2 : place + 1;
    const counted = numberOf(free(reading, lead), 'number');
    const unitAt = counted === undefined ? lead : lead + 1;
    const unit = textOf(free(reading, unitAt), 'unit');
    if (unit === undefined || !isWindowUnit(unit)) continue;
    const isNoun = /^(?:windows?|buckets?)$/u.test(free(reading, at + 1)?.lower ?? '');
    claim(reading, at, isNoun ? at + 2 : at + 1);
    const evidence = claim(reading, place, unitAt + 1);
    return [{ op: 'window', count: counted ?? 1, unit, evidence }];
  }
  return [];
}
