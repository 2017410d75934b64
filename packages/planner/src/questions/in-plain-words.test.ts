import { describe, expect, it } from 'vitest';
import { inPlainWords } from './in-plain-words.ts';

const term = (said: string, words: string) =>
  ({ term: said, means: { kind: 'words', words } }) as const;
const plain = inPlainWords([
  term('VIP', 'customers with more than 10 orders'),
  term('VIP lounge', 'bookings of lounges'),
  term('loop', 'a loop of loops'),
  { term: 'clients', means: { kind: 'table', table: 'customers' } },
]);

describe('words that stand for other words', () => {
  it.each([
    ['How many VIPs in Riga?', 'How many customers with more than 10 orders in Riga?'],
    ['VIP lounge per day', 'bookings of lounges per day'],
    ['vip, and VIP', 'customers with more than 10 orders, and customers with more than 10 orders'],
    ['a loop', 'a a loop of loops'],
    ['clients called "VIP"', 'clients called "VIP"'],
    ['', ''],
  ])('%s', (question, said) => {
    expect(plain(question)).toBe(said);
  });
});
