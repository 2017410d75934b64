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

const shared = askedSql(`
  CREATE TABLE carriers (carrier_id INTEGER PRIMARY KEY, title VARCHAR(40) NOT NULL, fleet VARCHAR(20) NOT NULL);
  CREATE TABLE lines (line_id INTEGER PRIMARY KEY, carrier VARCHAR(10) NOT NULL,
    carrier_id INTEGER NOT NULL REFERENCES carriers(carrier_id), stops INTEGER NOT NULL);
`);

describe('rows of a table, before a column of others that is called so', () => {
  it.each([
    ['How many carriers are there?', 'SELECT count(*) AS carriers_count FROM carriers AS c'],
    ['List all carriers', 'SELECT title FROM carriers AS c'],
    ['Show the carrier of each line', 'SELECT carrier FROM lines AS l'],
  ])('%s', async (question, sql) => {
    expect(await shared.answerOf(question)).toBe(sql);
  });

  it('takes an average that is said last', async () => {
    expect(await answerOf('How many trees does each park have on average?')).toContain(
      'SELECT avg(trees_count)',
    );
  });
});

const staffed = askedSql(
  `
  CREATE TABLE plants (plant_id INTEGER PRIMARY KEY, plant_name VARCHAR(40) NOT NULL, num_employees INTEGER NOT NULL,
    grade VARCHAR(20) NOT NULL);
`,
  { held: [['plants', 'grade', 'Pilot']] },
);

describe('comparisons that begin with a negation', () => {
  it.each([
    [
      'Which plants employ no less than 300 people?',
      'SELECT plant_name FROM plants AS p WHERE num_employees >= 300',
    ],
    [
      'plants with no more than 300 employees',
      'SELECT plant_name FROM plants AS p WHERE num_employees <= 300',
    ],
  ])('%s', async (question, sql) => {
    expect(await staffed.answerOf(question)).toBe(sql);
  });
});

it('counts rows, not the one value that they have', async () => {
  expect(await staffed.answerOf('Count the works whose grade is Pilot')).toBe(
    "SELECT count(*) AS count FROM plants AS p WHERE grade = 'Pilot'",
  );
});

const market = askedSql(
  `
  CREATE TABLE stalls (stall_id INTEGER PRIMARY KEY, stall_name VARCHAR(40) NOT NULL, top_speed NUMERIC(5,1));
  CREATE TABLE plants (plant_id INTEGER PRIMARY KEY, plant_name VARCHAR(40) NOT NULL, species VARCHAR(30) NOT NULL,
    price NUMERIC(7,2) NOT NULL, slots INTEGER NOT NULL);
`,
  { held: [['plants', 'plant_name', 'Fern']] },
);

describe('kinds, prices and totals', () => {
  it.each([
    ['Show the kinds of plants', 'SELECT DISTINCT species FROM plants AS p'],
    [
      'How many kinds of plants are there?',
      'SELECT count(DISTINCT species) AS count_species FROM plants AS p',
    ],
    ['How much is the Fern?', "SELECT price FROM plants AS p WHERE plant_name = 'Fern'"],
    [
      'Return the total of slots over every plant',
      'SELECT sum(slots) AS sum_slots FROM plants AS p',
    ],
  ])('%s', async (question, sql) => {
    expect(await market.answerOf(question)).toBe(sql);
  });

  it.each([
    'Which kinds of stalls are there?',
    'How much is the cactus?',
    'How fast are the plants?',
  ])('asks back: %s', async (question) => {
    expect(await market.answerOf(question)).not.toContain('SELECT');
  });
});

const fair = askedSql(
  `
  CREATE TABLE visitors (visitor_id INTEGER PRIMARY KEY, visitor_name VARCHAR(40) NOT NULL, town VARCHAR(30) NOT NULL,
    is_active BOOLEAN NOT NULL);
  CREATE TABLE movies (movie_id INTEGER PRIMARY KEY, title VARCHAR(60) NOT NULL, studio_id INTEGER NOT NULL);
  CREATE TABLE studios (studio_id INTEGER PRIMARY KEY, studio_name VARCHAR(40) NOT NULL, num_of_awards INTEGER NOT NULL,
    seats INTEGER NOT NULL, town VARCHAR(30) NOT NULL);
`,
  { held: [['visitors', 'town', 'Kiel']] },
);

describe('questions that are put otherwise', () => {
  it.each([
    [
      'How many visitors live in Kiel?',
      "SELECT count(*) AS visitors_count FROM visitors AS v WHERE town = 'Kiel'",
    ],
    [
      'Find the towns in which there are multiple studios',
      'SELECT town FROM studios AS s GROUP BY town HAVING count(*) > 1',
    ],
    [
      'Sort the studio names alphabetically and return them.',
      'SELECT studio_name FROM studios AS s ORDER BY studio_name',
    ],
    ['How many film studios are there?', 'SELECT count(*) AS studios_count FROM studios AS s'],
    [
      'Which studios have no awards?',
      'SELECT studio_name FROM studios AS s WHERE num_of_awards = 0',
    ],
    ['total number of seats', 'SELECT sum(seats) AS sum_seats FROM studios AS s'],
  ])('%s', async (question, sql) => {
    expect(await fair.answerOf(question)).toBe(sql);
  });
});

it('takes the rows of a table for these, though a column holds that word', async () => {
  const { answerOf: ask } = askedSql(
    'CREATE TABLE guide (guide_id INTEGER PRIMARY KEY, last_name VARCHAR(40) NOT NULL, grade VARCHAR(20) NOT NULL)',
    { held: [['guide', 'grade', 'Guide']] },
  );
  expect(await ask('List the last names of all guides')).toBe('SELECT last_name FROM guide AS t');
});
