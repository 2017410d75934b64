import { expect, it } from 'vitest';
import { wordsOfQuestion } from './verified-question.ts';

it.each([
  ['How many  orders?', 'how many orders'],
  ['  How many orders ', 'how many orders'],
  ['Сколько заказов, «оплаченных»?!', 'сколько заказов оплаченных'],
  ["orders above 1,000.50, in 'Berlin'", 'orders above 1,000.50 in berlin'],
  ['amount > -5 and < 10%', 'amount > -5 and < 10%'],
  ['?!', ''],
])('%j is compared as %j', (question, words) => {
  expect(wordsOfQuestion(question)).toBe(words);
});

it.each([
  ['orders with total != 100', 'orders with total = 100'],
  ['orders with total ≥ 100', 'orders with total ≤ 100'],
  ['orders over $100', 'orders over €100'],
])('does not take %s for %s', (one, other) => {
  expect(wordsOfQuestion(one)).not.toBe(wordsOfQuestion(other));
});
