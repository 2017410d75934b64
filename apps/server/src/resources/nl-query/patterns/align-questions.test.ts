import { describe, expect, it } from 'vitest';
import { alignQuestions } from './align-questions.ts';

const aligned = (verified: string, asked: string) =>
  alignQuestions(verified, asked)?.map(({ kind, was, is }) => `${kind}: ${was} -> ${is}`) ?? null;

describe('two questions', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['orders of Berlin last month', 'orders of Paris last month', ['value: Berlin -> Paris']],
    ['Orders of Berlin last month?', 'orders of paris last month', ['value: Berlin -> paris']],
    ['orders of Berlin last month', 'orders of New York last month', ['value: Berlin -> New York']],
    ['orders of Berlin last month', 'orders of Berlin last week', ['time: month -> week']],
    [
      'orders of Berlin in 2023',
      'orders of Paris in 2024',
      ['value: Berlin -> Paris', 'time: 2023 -> 2024'],
    ],
    ['top 5 customers', 'top 10 customers', ['number: 5 -> 10']],
    ['заказы из Берлина за март', 'заказы из Парижа за март', ['value: Берлина -> Парижа']],
    [
      'orders with status "in work" today',
      "orders with status 'done' today",
      ['value: in work -> done'],
    ],
    ['orders over 12.5 euros', 'orders over 100 euros', ['number: 12.5 -> 100']],
  ])('%s / %s', (verified, asked, slots) => {
    expect(aligned(verified, asked)).toEqual(slots);
  });

  it.each<readonly [string, string, string]>([
    ['of equal words', 'orders of Berlin', 'Orders of  berlin?'],
    ['where words are added', 'orders of Berlin', 'orders of Berlin today'],
    ['where words are missing', 'paid orders of Berlin', 'orders of Berlin'],
    ['of which one says a number and the other a word', 'top 5 customers', 'top paying customers'],
    ['of which one says a time and the other a value', 'orders of 2023', 'orders of Berlin'],
    ['in another order', 'orders of Berlin and Paris', 'of Paris and Berlin orders'],
    ['with hardly a word in common', 'orders', 'customers'],
    ['that compare the other way', 'orders with total > 100', 'orders with total < 200'],
    ['of which one has a minus', 'orders over 100 today', 'orders over -200 today'],
    ['of which one asks for a share', 'the top 10 customers', 'the top 20% customers'],
    ['in another currency', 'orders over €100 today', 'orders over $200 today'],
    ['with a comma that may part thousands', 'orders over 500 items', 'orders over 1,000 items'],
    ['with a number in groups', 'orders over 10 000 items', 'orders over 10 500 items'],
    ['with long stretches that differ', 'orders of a b c d e f', 'orders of g h i j k l'],
  ])('are not one pattern %s', (_what, verified, asked) => {
    expect(aligned(verified, asked)).toBeNull();
  });

  it('cost no more than their length says', () => {
    const long = Array.from({ length: 5000 }, (_, at) => `word${at}`).join(' ');
    expect(aligned(long, `${long} x`)).toBeNull();
  });
});
