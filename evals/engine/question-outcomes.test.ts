import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE brokers (broker_id INTEGER PRIMARY KEY, broker_name VARCHAR(60) NOT NULL, city VARCHAR(40) NOT NULL);
  CREATE TABLE tenders (tender_id INTEGER PRIMARY KEY, broker_id INTEGER NOT NULL REFERENCES brokers(broker_id),
    title VARCHAR(80) NOT NULL,
    outcome VARCHAR(20) NOT NULL, -- pending | won | lost
    value NUMERIC(12,2) NOT NULL, submitted_on DATE NOT NULL, expected_decision_on DATE NOT NULL, decided_on DATE);
  CREATE TABLE complaints (complaint_id INTEGER PRIMARY KEY, broker_id INTEGER REFERENCES brokers(broker_id),
    state VARCHAR(12) NOT NULL, -- open | solved | rejected
    received_at TIMESTAMP NOT NULL, closed_at TIMESTAMP, score INTEGER);
`);

describe('rows that came to an end', () => {
  it.each([
    ['won tenders per month', 'decided_on'],
    ['How many tenders were lost last year?', "decided_on >= DATE '2025-01-01'"],
    ['complaints solved last month', "closed_at >= TIMESTAMP '2025-12-01 00:00:00'"],
    ['Сумма выигранных тендеров по месяцам', 'decided_on'],
    ['lost tenders submitted last year', "submitted_on >= DATE '2025-01-01'"],
    ['pending tenders by month', 'submitted_on'],
  ])('are told by the moment of their end: %s', async (question, moment) => {
    expect(await answerOf(question)).toContain(moment);
  });
});

describe('all rows in the order of a superlative', () => {
  it.each([
    ['tenders with a value below 40, worst first', 'SELECT title, value FROM', 'ORDER BY value'],
    ['complaints with a score above 3, best first', 'WHERE score > 3', 'ORDER BY score DESC'],
    ['complaints that score under 3, lowest first', 'WHERE score < 3', 'ORDER BY score'],
    ['pending tenders, largest first', 'SELECT title, value FROM', 'ORDER BY value DESC'],
    ['Проигранные тендеры, сначала самые крупные', "= 'lost'", 'ORDER BY value DESC'],
    [
      'complaints received today, newest first',
      'SELECT complaint_id, received_at FROM',
      'ORDER BY received_at DESC',
    ],
  ])('are ranked by what a condition is about, or what they came to: %s', async (...said) => {
    const [question, part, order] = said;
    const answer = await answerOf(question);
    expect(answer).toContain(part);
    expect(answer).toContain(order);
  });

  it.each([
    ['complaints, worst first', 'unclear'],
    ['brokers, biggest first', 'unclear'],
    ['tenders with a value below 40, best first', 'unclear'],
  ])('are asked about where nothing says by what: %s', async (question, kind) => {
    expect(await answerOf(question)).toBe(kind);
  });
});
