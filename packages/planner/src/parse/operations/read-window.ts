import type { OperationIntent } from '../../ir/index.ts';
import { numberOf, textOf } from '../../text/token.ts';
import { compileRules, readRules } from '../pattern/rules.ts';
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
  const measured = readMeasuredWindow(reading);
  return measured.length > 0 ? measured : readTumbling(reading);
}

/** "5-minute average humidity": the measure stays for the aggregate. */
function readMeasuredWindow(reading: Reading): OperationIntent[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const count = free(reading, at)?.number;
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

function readsStream(reading: Reading): boolean {
  return reading.tokens.some(
    (_token, at) => is(reading, at, 'system', 'kafka') || is(reading, at, 'system', 'mqtt'),
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
