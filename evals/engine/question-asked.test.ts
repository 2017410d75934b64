import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf, reader } = askedSql(
  `
  CREATE TABLE hotels (hotel_id INTEGER PRIMARY KEY, hotel_name VARCHAR(60) NOT NULL);
  CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR(80) NOT NULL,
    hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id), hired_on DATE NOT NULL,
    monthly_pay NUMERIC(8,2) NOT NULL, position VARCHAR(20) NOT NULL -- cook | clerk
  );
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, phone VARCHAR(20),
    joined_on DATE NOT NULL);
  CREATE TABLE stays (stay_id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL REFERENCES guests(guest_id),
    hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id), arrived_on DATE NOT NULL, due_on DATE NOT NULL,
    paid_on DATE, nights INTEGER NOT NULL, price NUMERIC(9,2) NOT NULL,
    status VARCHAR(10) NOT NULL -- planned | cancelled
  );
  CREATE TABLE payments (payment_id INTEGER PRIMARY KEY, stay_id INTEGER NOT NULL REFERENCES stays(stay_id),
    amount NUMERIC(9,2) NOT NULL, received_on DATE NOT NULL);
`,
  {
    held: [
      ['staff', 'staff_name', 'Rita Alves'],
      ['guests', 'full_name', 'Anna Berg'],
    ],
  },
);

describe('"when" asks for the moment of the verb', () => {
  it.each([
    [
      'When was Rita Alves hired?',
      "SELECT hired_on FROM staff AS s WHERE staff_name = 'Rita Alves'",
    ],
    ['When did Anna Berg join?', "SELECT joined_on FROM guests AS t WHERE full_name = 'Anna Berg'"],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('what is to be shown beside the rows', () => {
  const withGuest =
    'SELECT s.stay_id, t.full_name FROM stays AS s INNER JOIN guests AS t ON s.guest_id = t.guest_id';
  it.each([
    ["stays with the guest's name", withGuest],
    ['stays along with the guest', withGuest],
    ['stays including the guest', withGuest],
    [
      'cancelled stays with the name and phone of the guest',
      "SELECT s.stay_id, t.full_name, t.phone FROM stays AS s INNER JOIN guests AS t ON s.guest_id = t.guest_id WHERE s.status = 'cancelled'",
    ],
    [
      'guests with the highest price',
      'SELECT t.full_name FROM guests AS t INNER JOIN stays AS s ON s.guest_id = t.guest_id ORDER BY s.price DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('superlatives that name no column', () => {
  const busiest =
    'SELECT h.hotel_name FROM stays AS s INNER JOIN hotels AS h ON s.hotel_id = h.hotel_id GROUP BY h.hotel_id, h.hotel_name ORDER BY count(*) DESC';
  it.each([
    ['busiest hotel', `${busiest} LIMIT 1`],
    ['hotels, busiest first', busiest],
    [
      'stays per hotel, busiest hotel first',
      'SELECT count(*) AS stays_count, h.hotel_name FROM stays AS s INNER JOIN hotels AS h ON s.hotel_id = h.hotel_id GROUP BY h.hotel_id, h.hotel_name ORDER BY stays_count DESC',
    ],
    [
      'best paid cook',
      "SELECT staff_name FROM staff AS s WHERE position = 'cook' ORDER BY monthly_pay DESC LIMIT 1",
    ],
    [
      'the worst paid clerk',
      "SELECT staff_name FROM staff AS s WHERE position = 'clerk' ORDER BY monthly_pay LIMIT 1",
    ],
    ['biggest payment', 'SELECT payment_id FROM payments AS p ORDER BY amount DESC LIMIT 1'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('what must be asked back', () => {
  it.each([
    'Who are our best guests?',
    'Who is the worst guest?',
    'and how many of those were late?',
    'How many of them are cancelled?',
    'How many guests died last year?',
    'How many guests got married in our hotels?',
    'What is the blood type of Anna Berg?',
  ])('%s', async (question) => {
    expect((await askQuestion({ question, reader })).kind).not.toBe('answered');
  });
});

it('reads "return" as a word for showing', async () => {
  const outcome = await askQuestion({ question: 'Return the names of the hotels', reader });
  expect(outcome.kind).toBe('answered');
});
