import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE garages (garage_id INTEGER PRIMARY KEY, garage_name TEXT NOT NULL, town TEXT, holder TEXT);
  CREATE TABLE mechanics (mechanic_id INTEGER PRIMARY KEY, mechanic_name TEXT NOT NULL, nationality TEXT,
    work_phone TEXT, garage_id INTEGER NOT NULL REFERENCES garages);
  CREATE TABLE invoices (invoice_id INTEGER PRIMARY KEY, invoice_no TEXT NOT NULL, amount NUMERIC(9,2) NOT NULL,
    kind TEXT NOT NULL, hours_billed INTEGER NOT NULL, mechanic_id INTEGER NOT NULL REFERENCES mechanics);
`);

const perGarage =
  'FROM mechanics AS m INNER JOIN garages AS t ON m.garage_id = t.garage_id GROUP BY t.garage_id, t.garage_name';
const perMechanic =
  'FROM invoices AS i INNER JOIN mechanics AS m ON i.mechanic_id = m.mechanic_id GROUP BY m.mechanic_id, m.mechanic_name';

describe('what was counted and is listed again is one count', () => {
  it.each([
    [
      'How many mechanics are in each garage? List the garage name and the count.',
      `SELECT t.garage_name, count(*) AS mechanics_count ${perGarage}`,
    ],
    [
      'How many mechanics work for each garage? Show the name of the garage and the number of mechanics.',
      `SELECT t.garage_name, count(*) AS mechanics_count ${perGarage}`,
    ],
    [
      'How many invoices did each mechanic write? Give the mechanic name and how many.',
      `SELECT m.mechanic_name, count(*) AS invoices_count ${perMechanic}`,
    ],
    [
      'What is the average amount of each kind? Return the kind and the average.',
      'SELECT kind, avg(amount) AS avg_amount FROM invoices AS i GROUP BY kind',
    ],
    [
      'How many invoices are there of each kind, sorted by the count?',
      'SELECT count(*) AS invoices_count, kind FROM invoices AS i GROUP BY kind ORDER BY invoices_count',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'How much is the amount of each invoice? List the invoice number and the amount.',
      'SELECT invoice_no, amount FROM invoices AS i',
    ],
    [
      'How much did the invoices of each mechanic come to? List the mechanic name and the amount.',
      `SELECT m.mechanic_name, sum(i.amount) AS sum_amount ${perMechanic}`,
    ],
  ])('amounts of single rows are not added up: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('numbers that rows have, and how many rows there are', () => {
  it.each([
    [
      'the numbers of the invoices of kind "Repair"',
      "SELECT invoice_no FROM invoices AS i WHERE kind = 'Repair'",
    ],
    ['What are the invoice numbers?', 'SELECT invoice_no FROM invoices AS i'],
    [
      'What is the number of the invoice with the highest amount?',
      'SELECT invoice_no FROM invoices AS i ORDER BY amount DESC LIMIT 1',
    ],
    ['the number of invoices', 'SELECT count(*) AS invoices_count FROM invoices AS i'],
    [
      'numbers of invoices per kind',
      'SELECT count(*) AS invoices_count, kind FROM invoices AS i GROUP BY kind',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('who did most', () => {
  const most = (order: string): string =>
    `FROM invoices AS i INNER JOIN mechanics AS m ON i.mechanic_id = m.mechanic_id GROUP BY m.mechanic_id, m.mechanic_name ORDER BY ${order} LIMIT 1`;
  it.each([
    ['Who wrote the most invoices?', `SELECT m.mechanic_name ${most('count(*) DESC')}`],
    [
      'Which mechanic has written the fewest invoices?',
      `SELECT m.mechanic_name ${most('count(*)')}`,
    ],
    [
      "Who issued the most invoices? Give the mechanic's name.",
      `SELECT m.mechanic_name ${most('count(*) DESC')}`,
    ],
    [
      'the person who wrote the greatest number of invoices',
      `SELECT m.mechanic_name ${most('count(*) DESC')}`,
    ],
    [
      'Which garage was used the greatest number of times?',
      'SELECT t.garage_name FROM mechanics AS m INNER JOIN garages AS t ON m.garage_id = t.garage_id GROUP BY t.garage_id, t.garage_name ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Which mechanic wrote the most invoices, and how many?',
      `SELECT m.mechanic_name, count(*) AS invoices_count ${most('invoices_count DESC')}`,
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('what was done, said of those who did it', () => {
  const { sqlOf: shop } = askedSql(`
    CREATE TABLE buyers (buyer_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE orders (order_id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES buyers, ordered_at DATE);
  `);
  const joined = 'FROM orders AS o INNER JOIN buyers AS b ON o.buyer_id = b.buyer_id';
  it.each([
    [
      'Which buyer placed the most orders?',
      `SELECT b.name ${joined} GROUP BY b.buyer_id, b.name ORDER BY count(*) DESC LIMIT 1`,
    ],
    [
      'Who placed more than two orders?',
      `SELECT b.name ${joined} GROUP BY b.buyer_id, b.name HAVING count(*) > 2`,
    ],
  ])('%s', (question, sql) => {
    expect(shop(question)).toBe(sql);
  });
});

describe('keys that no constraint declares', () => {
  const { sqlOf: reviews } = askedSql(`
    CREATE TABLE critics (crit_no INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE notices (notice_id INTEGER PRIMARY KEY, crit_no INTEGER NOT NULL, stars INTEGER);
  `);
  it('are known by the name that one table alone is known by', () => {
    expect(reviews('How many notices did each critic write?')).toContain(
      'JOIN critics AS c ON n.crit_no = c.crit_no',
    );
  });
});

describe('how many of them there have to be', () => {
  it.each([
    [
      'nationalities shared by 2 or more mechanics',
      'SELECT nationality FROM mechanics AS m GROUP BY nationality HAVING count(*) >= 2',
    ],
    [
      'mechanics who filled in invoices at least twice',
      'SELECT m.mechanic_name FROM invoices AS i INNER JOIN mechanics AS m ON i.mechanic_id = m.mechanic_id GROUP BY m.mechanic_id, m.mechanic_name HAVING count(*) >= 2',
    ],
    [
      'mechanics who filled in invoices',
      'SELECT m.mechanic_name FROM mechanics AS m WHERE EXISTS (SELECT 1 FROM invoices AS i WHERE i.mechanic_id = m.mechanic_id)',
    ],
    [
      'Who holds more than one garage?',
      'SELECT holder FROM garages AS t GROUP BY holder HAVING count(*) > 1',
    ],
    ['Show the garage name and who holds it.', 'SELECT garage_name, holder FROM garages AS t'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('columns that hold how many there are', () => {
  const { sqlOf: halls } = askedSql(`
    CREATE TABLE halls (hall_id INTEGER PRIMARY KEY, hall_name TEXT NOT NULL, no_of_chairs INTEGER, door_count INTEGER,
      season INTEGER, visitors INTEGER);
  `);
  it.each([
    [
      'Find the maximum number of visitors of any hall.',
      'SELECT max(visitors) AS max_visitors FROM halls AS h',
    ],
    [
      'largest and smallest chair count among the halls',
      'SELECT max(no_of_chairs) AS max_no_of_chairs, min(no_of_chairs) AS min_no_of_chairs FROM halls AS h',
    ],
    [
      'halls with more than 30 chairs and halls with fewer than 2 doors',
      'SELECT hall_name FROM halls AS h WHERE no_of_chairs > 30 AND door_count < 2',
    ],
    ['average number of doors', 'SELECT avg(door_count) AS avg_door_count FROM halls AS h'],
    [
      'What is the total number of visitors in the 2012 season?',
      'SELECT sum(visitors) AS sum_visitors FROM halls AS h WHERE season = 2012',
    ],
  ])('%s', (question, sql) => {
    expect(halls(question)).toBe(sql);
  });
});
