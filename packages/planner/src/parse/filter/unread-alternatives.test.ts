import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

const ir = (words: string) => parseDescription(`MySQL tours into BigQuery trips.tours ${words}`).ir;

describe('an alternative to several conditions', () => {
  it.each([
    "where (town = 'Oslo' and seats >= 8) or is_vip is true",
    'where (seats > 8 and fare > 50) or grade is easy',
    "where (town = 'Oslo' and grade = 'easy') or guide_id is null",
  ])('is asked about: %s', (words) => {
    expect(ir(words).conflicts).toMatchObject([{ field: 'filter' }]);
  });

  it('is none where one condition stands in brackets', () => {
    expect(ir('with seats over 8 (seats_no) or with grade easy').conflicts).toEqual([]);
  });
});

describe('conditions that were passed over', () => {
  it.each<readonly [string, string, string]>([
    ['; skip guests without email, lowercase the email', 'email', 'not_null'],
    ['. Exclude tours without guide.', 'guide', 'not_null'],
    [', region in EU, UK or CH, append', 'region', 'in'],
    [', town not in (Oslo, Rome), append', 'town', 'not_in'],
    [', keep only type hike or sail', 'type', 'in'],
  ])('%s', (words, column, cmp) => {
    const { operations, sources, targets } = ir(words);
    expect(operations[0]).toMatchObject({ op: 'filter', any: [{ column, cmp }] });
    expect([sources.length, targets.length]).toEqual([1, 1]);
  });

  it('"unless they are …" names neither a column nor a table', () => {
    const { operations, targets } = ir('unless they are trial tours');
    expect(operations).toEqual([]);
    expect(targets).toHaveLength(1);
  });
});

describe('no duplicates in what is checked', () => {
  it.each([
    'Check hourly that Postgres pays has no duplicates by pay_id and amount is above 0',
    'Проверяй каждый час, что в Postgres pays нет дублей по pay_id и amount больше нуля',
  ])('%s', (text) => {
    expect(parseDescription(text).ir.checks).toMatchObject([
      { rule: 'unique', columns: ['pay_id'] },
      { rule: 'range', column: 'amount', min: 0 },
    ]);
  });
});
