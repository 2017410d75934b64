import { DatabaseSync } from 'node:sqlite';
import { sqliteFunctions } from '@ai-etl/core';
import { afterAll, describe, expect, it } from 'vitest';
import { datePart, indexIn, shifted, startOf } from './plain-temporal.ts';

/** Without any function of ours. */
const database = new DatabaseSync(':memory:');
afterAll(() => database.close());

function plainly(expression: string): unknown {
  return database.prepare(`SELECT ${expression} AS found`).get()?.['found'];
}

function exactly(name: string, ...values: readonly string[]): unknown {
  const found = sqliteFunctions[name]?.(...values);
  return typeof found === 'bigint' ? Number(found) : found;
}

function moveExactly(moment: string, amount: number, unit: string): unknown {
  return sqliteFunctions['etl_date_add']?.(moment, BigInt(amount), unit);
}

const moments = [
  '1999-12-31 23:59:59',
  '2000-02-29 00:00:00',
  '2024-12-30 10:20:30',
  '2026-11-29 12:00:01',
  '2027-01-04 00:00:00',
];
const pairs = moments.flatMap((from) => moments.map((to) => [from, to] as const));

describe('moments by functions that any SQLite has', () => {
  it.each(Object.keys(indexIn))('differ by as many starts of a %s as the exact ones', (unit) => {
    const index = indexIn[unit];
    if (index === undefined) expect.fail('no such unit');
    for (const [from, to] of pairs) {
      const plain = plainly(`${index(`'${to}'`)} - ${index(`'${from}'`)}`);
      expect([from, to, plain]).toEqual([from, to, exactly('etl_date_diff', unit, from, to)]);
    }
  });

  it.each(['year', 'month', 'day', 'week', 'hour', 'minute'])('begin with a %s alike', (unit) => {
    for (const moment of moments) {
      const plain = plainly(startOf(unit, `'${moment}'`, false)?.text ?? 'NULL');
      expect([moment, plain]).toEqual([moment, exactly('etl_date_trunc', unit, moment)]);
    }
  });

  it.each(['year', 'quarter', 'month', 'day', 'hour', 'minute', 'second', 'isodow', 'dow', 'doy'])(
    'have the same %s',
    (part) => {
      for (const moment of moments) {
        const plain = plainly(datePart(part, `'${moment}'`)?.text ?? 'NULL');
        expect([moment, plain]).toEqual([moment, exactly('etl_date_part', part, moment)]);
      }
    },
  );

  it.each(['month', 'quarter', 'year', 'week', 'day'])('move days by a %s alike', (unit) => {
    for (const day of ['2024-01-31', '2024-02-29', '2023-12-30', '2026-11-29']) {
      for (const amount of [-13, -1, 1, 3]) {
        const moved = shifted(`'${day}'`, amount, unit);
        const plain = plainly(moved?.text ?? 'NULL');
        expect([day, amount, plain]).toEqual([day, amount, moveExactly(day, amount, unit)]);
      }
    }
  });
});
