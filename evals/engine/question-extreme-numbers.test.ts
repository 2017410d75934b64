import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE kitchens (kitchen_id INTEGER PRIMARY KEY, kitchen_name TEXT NOT NULL, num_stoves INTEGER,
    cooks INTEGER, city TEXT);
  CREATE TABLE voyages (voyage_id INTEGER PRIMARY KEY, captain TEXT NOT NULL, hours INTEGER, nautical_miles REAL);
  CREATE TABLE donors (donor_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL);
  CREATE TABLE donations (donation_id INTEGER PRIMARY KEY, donor_id INTEGER REFERENCES donors, donated REAL);
  CREATE TABLE halls (hall_id INTEGER PRIMARY KEY, hall_name TEXT NOT NULL, max_guests INTEGER);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, agent_name TEXT NOT NULL, opened_at TIMESTAMP, closed_at TIMESTAMP,
    attempts INTEGER);
`,
  { held: [['kitchens', 'city', 'Bath']] },
);

describe('the largest and the fewest of a number is that number', () => {
  it.each([
    [
      'What is the largest number of cooks in a kitchen?',
      'max(cooks) AS max_cooks FROM kitchens AS k',
    ],
    [
      'Give me the smallest number of stoves of any kitchen.',
      'min(num_stoves) AS min_num_stoves FROM kitchens AS k',
    ],
    ['What is the fewest attempts a call took?', 'min(attempts) AS min_attempts FROM calls AS c'],
    ['Find the highest number of attempts.', 'max(attempts) AS max_attempts FROM calls AS c'],
    [
      'Find the most cooks that a kitchen in Bath has.',
      "max(cooks) AS max_cooks FROM kitchens AS k WHERE city = 'Bath'",
    ],
    [
      'What was the least number of hours of a voyage?',
      'min(hours) AS min_hours FROM voyages AS v',
    ],
    [
      'What are the fewest and the most cooks in a kitchen?',
      'min(cooks) AS min_cooks, max(cooks) AS max_cooks FROM kitchens AS k',
    ],
    // Rows are ranked where they are asked for, and counted where no number says how many.
    [
      'Which kitchen has the fewest cooks?',
      'kitchen_name FROM kitchens AS k ORDER BY cooks LIMIT 1',
    ],
    [
      'Which city has the largest number of kitchens?',
      'city FROM kitchens AS k WHERE city IS NOT NULL GROUP BY city ORDER BY count(*) DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(`SELECT ${sql}`);
  });
});

describe('what is said to be on average is averaged', () => {
  it.each([
    ['How many hours does a voyage last on average?', 'avg(hours) AS avg_hours FROM voyages AS v'],
    ['How many hours does a voyage take on average?', 'avg(hours) AS avg_hours FROM voyages AS v'],
    ['How many hours on average does a voyage last?', 'avg(hours) AS avg_hours FROM voyages AS v'],
    [
      'How many attempts do calls take on average?',
      'avg(attempts) AS avg_attempts FROM calls AS c',
    ],
    [
      'How long is a voyage on average, in nautical miles?',
      'avg(nautical_miles) AS avg_nautical_miles FROM voyages AS v',
    ],
    [
      'On average, how many guests can a hall seat?',
      'avg(max_guests) AS avg_max_guests FROM halls AS h',
    ],
    [
      'What is the average number of people that a hall can hold?',
      'avg(max_guests) AS avg_max_guests FROM halls AS h',
    ],
    [
      'What is the average of the amount donated by donors?',
      'avg(donated) AS avg_donated FROM donations AS d',
    ],
    [
      'What is the median amount donated?',
      'percentile_cont(0.5) WITHIN GROUP (ORDER BY donated) AS median_donated FROM donations AS d',
    ],
    ['What is the total amount donated?', 'sum(donated) AS sum_donated FROM donations AS d'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(`SELECT ${sql}`);
  });
});

describe('the highest of a number and the lowest one are both of that number', () => {
  it.each([
    [
      'What is the highest number of cooks and the lowest one?',
      'max(cooks) AS max_cooks, min(cooks) AS min_cooks FROM kitchens AS k',
    ],
    [
      'What are the most nautical miles of a voyage and the least?',
      'max(nautical_miles) AS max_nautical_miles, min(nautical_miles) AS min_nautical_miles FROM voyages AS v',
    ],
    [
      'What is the average of attempts and the maximum?',
      'avg(attempts) AS avg_attempts, max(attempts) AS max_attempts FROM calls AS c',
    ],
    // Without a word that asks "what".
    ['Highest attempts of all calls', 'max(attempts) AS max_attempts FROM calls AS c'],
    ['the highest hours among the voyages', 'max(hours) AS max_hours FROM voyages AS v'],
    [
      'highest attempts call',
      'agent_name FROM calls AS c ORDER BY attempts DESC NULLS LAST LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(`SELECT ${sql}`);
  });

  it('is not read so where rows are asked for', () => {
    expect(sqlOf('Which kitchen has the most cooks and the fewest ones?')).not.toContain('max(');
  });
});
