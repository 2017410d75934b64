import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { reader, sqlOf } = askedSql(`
  CREATE TABLE couriers (courier_id INTEGER PRIMARY KEY, courier_name VARCHAR(80) NOT NULL, hired_on DATE NOT NULL);
  CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, city VARCHAR(40) NOT NULL);
  CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, courier_id INTEGER REFERENCES couriers(courier_id),
    customer_id INTEGER NOT NULL REFERENCES customers(customer_id), sent_on DATE NOT NULL, delivered_on DATE,
    weight_kg NUMERIC(8,2) NOT NULL);
  CREATE TABLE bills (bill_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(customer_id),
    amount NUMERIC(10,2) NOT NULL, paid_on DATE);
`);
const asked = async (question: string): Promise<string> =>
  (await askQuestion({ question, reader })).kind;

describe('questions about what the schema does not have', () => {
  it.each([
    'couriers with speeding tickets this year',
    'How much did customers pay for motorway tolls?',
    'Сколько мы заплатили за платные дороги в мае?',
    'passport numbers of the couriers who were hired last year',
    'which couriers perform rather poorly?',
    'How much CO2 did we put out per customer?',
    'How many customers clicked on our banner ads last week?',
    'footfall by city',
    'average footfall per city last month',
  ])('are not answered without it: %s', async (question) => {
    expect(await asked(question)).toBe('unanswerable');
  });

  it.each([
    'and the same for the customers of Berlin',
    'What about parcels?',
    'show the worst ones first',
    'А что по этим клиентам?',
    'А по выходным?',
  ])('are not answered where they go on from a question before: %s', async (question) => {
    expect(await asked(question)).toBe('unclear');
  });

  it.each([
    'Which couriers do we employ?',
    'couriers with parcels this year',
    'How much did we bill customers for parcels?',
    'Which parcels are open?',
    'parcels by city',
    'total weight per courier',
  ])('are answered all the same where only a verb is passed over: %s', async (question) => {
    expect(await asked(question)).toBe('answered');
  });
});

describe('a state that is denied', () => {
  it.each([
    ['customers with no unpaid bills', 'NOT EXISTS', 'b.paid_on IS NULL'],
    ['customers without delivered parcels', 'NOT EXISTS', 'p.delivered_on IS NOT NULL'],
    ['parcels not delivered yet', 'WHERE delivered_on IS NULL', ''],
  ])('of other rows says that there are none of them: %s', (question, part, other) => {
    expect(sqlOf(question)).toContain(part);
    expect(sqlOf(question)).toContain(other);
  });

  it('ranks by the rows that are there', () => {
    const sql = sqlOf('Кто из курьеров чаще всех доставлял посылки?');
    expect(sql).toContain('ORDER BY count(*) DESC');
    expect(sql).toContain('FROM parcels');
  });
});
