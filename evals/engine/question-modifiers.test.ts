import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { reader } = askedSql(`
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(80), city VARCHAR(40));
  CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id),
    amount NUMERIC(10,2), issued_on DATE);
`);

describe('words before a name that say which rows are meant, and that nothing explains', () => {
  it.each([
    ['How many paying customers are there?', 'paying'],
    ['list unprocessed invoices', 'unprocessed'],
    ['amount of the disputed invoices', 'disputed'],
    ['average satisfaction of customers', 'satisfaction'],
    ['средний вес по городам', 'вес'],
  ])('are asked about: %s', async (question, word) => {
    expect(await askQuestion({ question, reader })).toMatchObject({
      kind: 'unanswerable',
      words: [word],
    });
  });

  it.each([
    'How many listed customers are there?',
    'Which customers are paying?',
    'average amount of the recorded invoices',
  ])('are passed over elsewhere, or where they leave all rows: %s', async (question) => {
    expect(await askQuestion({ question, reader })).toMatchObject({ kind: 'answered' });
  });
});
