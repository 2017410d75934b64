import { compileQuery } from '@ai-etl/compile';
import { makeQuestionReader } from '@ai-etl/planner';
import { expect, it } from 'vitest';
import { readDdl } from '../ddl/read-ddl.ts';

const departments = ['north', 'south', 'east', 'west', 'upper', 'lower'].flatMap((side) =>
  ['bay', 'hill', 'lake', 'ridge', 'ford', 'dale', 'wood', 'brook', 'stone', 'mead'].map(
    (place) => `${side}${place}`,
  ),
);
const schema = readDdl(
  departments
    .map(
      (name) => `
      CREATE TABLE ${name}_customers (customer_id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
      CREATE TABLE ${name}_orders (order_id INTEGER PRIMARY KEY, amount NUMERIC(10,2) NOT NULL,
        customer_id INTEGER NOT NULL REFERENCES ${name}_customers(customer_id));
      CREATE TABLE ${name}_notes (note_id INTEGER PRIMARY KEY, body TEXT NOT NULL);`,
    )
    .join('\n'),
);
const reader = makeQuestionReader(schema);

it.each([
  [
    'Which westlake customers have no orders?',
    'SELECT wc.name FROM westlake_customers AS wc WHERE NOT EXISTS (SELECT 1 FROM westlake_orders AS wo WHERE wo.customer_id = wc.customer_id)',
  ],
  [
    'Total amount of lowermead orders',
    'SELECT sum(amount) AS sum_amount FROM lowermead_orders AS lo',
  ],
])('reads "%s" among 180 tables', (question, sql) => {
  const [best] = reader.read(question);
  const printed =
    best === undefined
      ? { sql: 'nothing' }
      : compileQuery(best.query, {
          dialect: 'postgresql',
          now: '2026-01-01T00:00:00Z',
          timezone: 'UTC',
        });
  expect('sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : printed).toBe(sql);
});
