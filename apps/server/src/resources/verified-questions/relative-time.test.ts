import { describe, expect, it } from 'vitest';
import { dependsOnMoment, readsClock } from './relative-time.ts';

describe('words that mean other rows another day', () => {
  it.each([
    ['orders last month', true],
    ['revenue of the past 30 days', true],
    ['Who ordered today?', true],
    ['orders in March', true],
    ['заказы за прошлый месяц', true],
    ['сколько заказов за последние 7 дней', true],
    ['выручка в марте', true],
    ['how many orders', false],
    ['orders in March 2024', false],
    ['last name of each customer', false],
    ['the 10 latest orders', false],
    ['marching bands', false],
    ['сколько заказов', false],
  ])('%s: %s', (question, depends) => {
    expect(dependsOnMoment(question)).toBe(depends);
  });
});

describe('SQL that asks for the time', () => {
  it.each([
    ["SELECT * FROM t WHERE at > now() - interval '1 day'", true],
    ['select 1 where d >= CURRENT_DATE - 7', true],
    ["select strftime('%Y', 'now')", true],
    ['SELECT toDate(at) FROM t WHERE at > today()', true],
    ["SELECT count(*) FROM t WHERE at >= TIMESTAMPTZ '2026-10-01'", false],
    ['SELECT know, snow FROM nowhere', false],
  ])('%s: %s', (sql, reads) => {
    expect(readsClock(sql)).toBe(reads);
  });
});
