import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE parks (park_id INTEGER PRIMARY KEY, park_name VARCHAR(60) NOT NULL, budget NUMERIC(9,2) NOT NULL,
    town VARCHAR(30) NOT NULL);
  CREATE TABLE trees (tree_id INTEGER PRIMARY KEY, park_id INTEGER NOT NULL REFERENCES parks(park_id),
    species VARCHAR(30) NOT NULL, height NUMERIC(5,1) NOT NULL, days INTEGER NOT NULL);
`,
  { held: [['parks', 'town', 'Kiel']] },
);

describe('how large something is', () => {
  it.each([
    ['How large is the budget in Kiel?', "SELECT budget FROM parks AS p WHERE town = 'Kiel'"],
    [
      'On average how large is the budget in Kiel?',
      "SELECT avg(budget) AS avg_budget FROM parks AS p WHERE town = 'Kiel'",
    ],
    ['On average, how tall are the trees?', 'SELECT avg(height) AS avg_height FROM trees AS t'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it.each(['How big are the parks?', 'How expensive are the trees?'])(
    'asks back: %s',
    async (question) => {
      expect(await answerOf(question)).not.toContain('SELECT');
    },
  );
});
