import { describe, expect, it } from 'vitest';
import type { KnownValue } from '@ai-etl/planner';
import { alignQuestions } from './align-questions.ts';
import { replaceValues } from './replace-values.ts';

const value = (text: string, column = 'city', table = 'customers'): KnownValue => ({
  words: text.toLowerCase(),
  schema: 'public',
  table,
  column,
  value: text,
});
const values = [
  value('Berlin'),
  value('Paris'),
  value("L'Aquila"),
  value('Berlin', 'name', 'warehouses'),
  value('Hamburg', 'name', 'warehouses'),
];
const sql =
  "select count(*) from customers c where c.city = 'Berlin' and c.age > 18 -- 'Berlin' 18";

const replaced = (verified: string, asked: string, text = sql) => {
  const slots = alignQuestions(verified, asked);
  if (slots === null) throw new Error('the questions of the test are one pattern');
  return replaceValues({ sql: text, slots, values });
};

describe('approved SQL with other values', () => {
  it.each<readonly [string, string, string]>([
    ['adults of Berlin over 18', 'adults of Paris over 18', sql.replace("'Berlin'", "'Paris'")],
    ['adults of Berlin over 18', 'adults of berlin over 21', sql.replace('> 18', '> 21')],
    [
      'adults of Berlin over 18',
      "adults of l'aquila over 21",
      sql.replace("'Berlin'", "'L''Aquila'").replace('> 18', '> 21'),
    ],
  ])('%s / %s', (verified, asked, expected) => {
    expect(replaced(verified, asked)).toBe(expected);
  });

  const moves = [
    ...['Berlin', 'Paris', 'Oslo'].map((one) => value(one, 'from_city', 'moves')),
    ...['Berlin', 'Rome', 'Oslo'].map((one) => value(one, 'to_city', 'moves')),
    ...['Berlin', 'Lima'].map((one) => value(one, 'city', 'offices')),
  ];
  const moved = (asked: string, text: string): string | null => {
    const slots = alignQuestions('moves from Berlin today', asked);
    if (slots === null) throw new Error('the questions of the test are one pattern');
    return replaceValues({ sql: text, slots, values: moves });
  };
  const ofMoves = (where: string): string =>
    `select count(*) from moves m join offices as o on o.id = m.office_id where ${where}`;

  it.each([
    ["m.from_city = 'Berlin'", 'Paris', true],
    ["m.from_city = 'Berlin'", 'Rome', false],
    ["m.to_city = 'Berlin'", 'Rome', true],
    ["m.to_city = 'Berlin'", 'Paris', false],
    ["from_city = 'Berlin' and to_city <> 'Lima'", 'Paris', true],
    ["from_city in ('Berlin', 'Lima')", 'Paris', true],
    ["from_city in ('Lima', 'Berlin')", 'Rome', false],
    [`"m"."from_city" <> 'Berlin'`, 'Oslo', true],
    ["o.city = 'Berlin'", 'Lima', true],
    ["o.city = 'Berlin'", 'Paris', false],
    ["m.city = 'Berlin'", 'Lima', false],
    ["x.from_city = 'Berlin'", 'Paris', false],
    ["upper(from_city) = 'Berlin'", 'Paris', false],
  ])('ties a value to the column that it is compared with: %s, %s', (where, city, isTaken) => {
    const text = ofMoves(where);
    const expected = isTaken ? text.replace("'Berlin'", `'${city}'`) : null;
    expect(moved(`moves from ${city} today`, text)).toBe(expected);
  });

  it('takes no value where an alias means two tables', () => {
    const text = `${ofMoves("m.from_city = 'Berlin'")} and m.id in (select m.id from offices m)`;
    expect(moved('moves from Paris today', text)).toBeNull();
  });

  it('takes a date for a date', () => {
    const text = "select count(*) from orders where day >= date '2024-01-31'";
    const fresh = replaced('orders since 2024-01-31', 'orders since 2024-02-29', text);
    expect(fresh).toBe("select count(*) from orders where day >= date '2024-02-29'");
    expect(replaced('orders since 2024-01-31', 'orders since last month', text)).toBeNull();
  });

  it.each<readonly [string, string, string, string]>([
    ['that no column holds', 'people of Berlin today', 'people of Atlantis today', sql],
    ['that another column holds', 'people of Berlin today', 'people of Hamburg today', sql],
    [
      'that stands there twice',
      'people of Berlin today',
      'people of Paris today',
      `${sql}\n union select count(*) from customers where city = 'Berlin'`,
    ],
    [
      'that is part of another text as well',
      'people of Berlin today',
      'people of Paris today',
      `select count(*) from customers where city = 'Berlin' or name like '%berlin%'`,
    ],
    ['that is not there', 'people over 99 today', 'people over 5 today', sql],
    [
      'in a text that dialects read differently',
      'people of Berlin today',
      'people of Paris today',
      String.raw`select count(*) from customers where city = 'Berlin' and x = 'a\'b'`,
    ],
    [
      'in SQL with signs that dialects read differently',
      'people of Berlin today',
      'people of Paris today',
      `select count(*) from customers where city = 'Berlin' and doc #> '{a}' = '1'`,
    ],
    [
      'that stands in an array too',
      'people of Berlin today',
      'people of Paris today',
      `select count(*) from customers where city = 'Berlin' or city = any(array['Berlin'])`,
    ],
    [
      'of a column that the SQL does not name',
      'people of Berlin today',
      'people of Paris today',
      "select count(*) from people where town = 'Berlin'",
    ],
  ])('is left alone for a value %s', (_what, verified, asked, text) => {
    expect(replaced(verified, asked, text)).toBeNull();
  });

  it.each([
    [
      'one end of a period',
      'orders on 2024-03-05 please',
      'orders on 2024-03-09 please',
      "select count(*) from orders where d >= '2024-03-05' and d < '2024-03-06'",
    ],
    [
      'the length of a text',
      '3 or more items today',
      '5 or more items today',
      'select substr(name, 1, 3) from orders where items > 2',
    ],
    [
      'the column to sort by',
      'at least 2 orders today',
      'at least 5 orders today',
      'select c, count(*) from orders group by c having count(*) > 1 order by 2',
    ],
    [
      'a type',
      'orders of 5 items today',
      'orders of 6 items today',
      'select cast(total as decimal(5,2)) from orders',
    ],
  ])('does not take for the number or day of a question %s', (_what, verified, asked, text) => {
    expect(replaced(verified, asked, text)).toBeNull();
  });

  it('never takes words of a question into the SQL', () => {
    const attack = "people of Paris'; drop table customers; -- today";
    const slots = alignQuestions('people of Berlin today', attack);
    expect(slots === null ? null : replaceValues({ sql, slots, values })).toBeNull();
  });
});
