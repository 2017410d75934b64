import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE workers (worker_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, boss_id INTEGER REFERENCES workers,
    salary NUMERIC(9,2) NOT NULL, hired_on DATE NOT NULL);
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, city TEXT,
    agent_id INTEGER NOT NULL REFERENCES workers);
  CREATE TABLE accounts (account_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients,
    balance NUMERIC(12,2) NOT NULL);
  CREATE TABLE moves (move_id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts,
    amount NUMERIC(12,2) NOT NULL, is_fraud BOOLEAN NOT NULL, booked_at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL -- deposit | withdrawal
  );
`);

describe('rows compared with those above them', () => {
  const joined = 'FROM workers AS w INNER JOIN workers AS w2 ON w.boss_id = w2.worker_id';
  it.each([
    [
      'Workers who earn more than their boss',
      `SELECT w.full_name ${joined} WHERE w.salary > w2.salary`,
    ],
    ['Who earns less than their boss?', `SELECT w.full_name ${joined} WHERE w.salary < w2.salary`],
    [
      "workers whose salary is higher than their boss's salary",
      `SELECT w.full_name ${joined} WHERE w.salary > w2.salary`,
    ],
    [
      'workers hired before their boss',
      `SELECT w.full_name ${joined} WHERE w.hired_on < w2.hired_on`,
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('are found by the name of the one below, though nobody has seen it', () => {
    expect(sqlOf('Who is the boss of Anna Keller?')).toBe(
      "SELECT w.full_name FROM workers AS w WHERE EXISTS ( SELECT 1 FROM workers AS w2 WHERE w2.boss_id = w.worker_id AND w2.full_name = 'Anna Keller' )",
    );
  });
});

describe('signs, adjectives of flags, and values as nouns', () => {
  const moves = 'FROM moves AS m WHERE';
  it.each([
    ['accounts with a negative balance', 'SELECT account_id FROM accounts AS a WHERE balance < 0'],
    [
      'clients whose balance is negative',
      'SELECT c.full_name FROM clients AS c WHERE EXISTS ( SELECT 1 FROM accounts AS a WHERE a.client_id = c.client_id AND a.balance < 0 )',
    ],
    ['How many moves are fraudulent?', `SELECT count(*) AS moves_count ${moves} is_fraud`],
    ['largest deposit', `SELECT move_id ${moves} kind = 'deposit' ORDER BY amount DESC LIMIT 1`],
    ['average withdrawal', `SELECT avg(amount) AS avg_amount ${moves} kind = 'withdrawal'`],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('rows without a value are no group to be ranked', () => {
  it('where the value may be missing', () => {
    expect(sqlOf('Which city has the most clients?')).toBe(
      'SELECT city FROM clients AS c WHERE city IS NOT NULL GROUP BY city ORDER BY count(*) DESC LIMIT 1',
    );
  });
});

describe('two columns of one row, or of rows that belong together', () => {
  const { sqlOf: asked } = askedSql(`
    CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE savings (id INTEGER PRIMARY KEY REFERENCES owners, balance NUMERIC(9,2) NOT NULL);
    CREATE TABLE checking (id INTEGER PRIMARY KEY REFERENCES owners, balance NUMERIC(9,2) NOT NULL);
    CREATE TABLE polls (id INTEGER PRIMARY KEY, title TEXT NOT NULL, support_rate NUMERIC(4,1), oppose_rate NUMERIC(4,1));
  `);

  it.each([
    [
      'polls whose support rate is lower than their oppose rate',
      'SELECT title FROM polls AS p WHERE support_rate < oppose_rate',
    ],
    [
      'names of owners whose checking balance is higher than the savings balance',
      'SELECT o.name FROM owners AS o INNER JOIN checking AS c ON c.id = o.id INNER JOIN savings AS s ON s.id = o.id WHERE c.balance > s.balance',
    ],
  ])('%s', (question, sql) => {
    expect(asked(question)).toBe(sql);
  });
});
