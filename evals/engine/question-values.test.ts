import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf, answerOf } = askedSql(
  `
  CREATE TABLE translators (translator_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, country TEXT, is_full_time TEXT,
    certified TEXT, status TEXT, smoker TEXT, height_m INTEGER);
  CREATE TABLE agencies (agency_id INTEGER PRIMARY KEY, agency_name TEXT NOT NULL, country_code TEXT, continent TEXT,
    founder TEXT, num_of_audience INTEGER, hectares INTEGER);
  CREATE TABLE projects (project_id INTEGER PRIMARY KEY, title TEXT NOT NULL, translator_id INTEGER REFERENCES translators,
    agency_id INTEGER REFERENCES agencies, outcome TEXT, weather TEXT, weekday TEXT, grade TEXT, medal TEXT,
    end_date DATE);
  CREATE TABLE notes (note_id INTEGER PRIMARY KEY, agency_id INTEGER, stars INTEGER);
  CREATE TABLE meals (meal_id INTEGER PRIMARY KEY, meal_name TEXT NOT NULL, vegetarian TEXT, gluten_free TEXT,
    agency_id INTEGER REFERENCES agencies);
  CREATE TABLE inns (inn_id INTEGER PRIMARY KEY, inn_name TEXT NOT NULL, pets_allowed TEXT NOT NULL);
`,
  {
    held: [
      ['translators', 'country', 'France'],
      ['translators', 'country', 'USA'],
      ['translators', 'is_full_time', 'Yes'],
      ['translators', 'is_full_time', 'No'],
      ['translators', 'certified', 'T'],
      ['translators', 'certified', 'F'],
      ['translators', 'smoker', 'T'],
      ['translators', 'smoker', 'F'],
      ['inns', 'pets_allowed', 'yes'],
      ['inns', 'pets_allowed', 'no'],
      ['translators', 'status', 'Active'],
      ['translators', 'status', 'On Leave'],
      ['agencies', 'country_code', 'KEN'],
      ['agencies', 'continent', 'Africa'],
      ['agencies', 'agency_name', 'Lingua'],
      ['projects', 'outcome', 'Victory'],
      ['projects', 'outcome', 'Defeat'],
      ['projects', 'weather', 'Rain'],
      ['projects', 'weather', 'Sunny'],
      ['projects', 'weekday', 'Sunday'],
      ['projects', 'grade', 'GM'],
      ['projects', 'medal', 'Gold'],
      ['meals', 'vegetarian', 'Y'],
      ['meals', 'vegetarian', 'N'],
      ['meals', 'gluten_free', 'Y'],
      ['meals', 'gluten_free', 'N'],
    ],
  },
);

const translators = 'SELECT full_name FROM translators AS t WHERE';
const meals = 'SELECT meal_name FROM meals AS m WHERE';
const projects = 'SELECT title FROM projects AS p WHERE';

describe('columns that say yes or no', () => {
  it.each([
    ['part-time translators', `${translators} is_full_time = 'No'`],
    ['full-time translators', `${translators} is_full_time = 'Yes'`],
    ['translators who do not work full time', `${translators} is_full_time = 'No'`],
    ['Which translators hold a certificate?', `${translators} certified = 'T'`],
    ['translators without certification', `${translators} certified = 'F'`],
    ['translators who have no certificate', `${translators} certified = 'F'`],
    [
      'Count the part-timers',
      "SELECT count(*) AS translators_count FROM translators AS t WHERE is_full_time = 'No'",
    ],
    ['translators who smoke', `${translators} smoker = 'T'`],
    ['non-smoking translators', `${translators} smoker = 'F'`],
    ['pet-friendly inns', "SELECT inn_name FROM inns AS i WHERE pets_allowed = 'yes'"],
    ['Which inns do not allow pets?', "SELECT inn_name FROM inns AS i WHERE pets_allowed = 'no'"],
    [
      'part-time and full-time translators',
      `${translators} is_full_time = 'No' OR is_full_time = 'Yes'`,
    ],
    ['meals without meat', `${meals} vegetarian = 'Y'`],
    ['non-vegetarian meals', `${meals} vegetarian = 'N'`],
    ['gluten-free meals', `${meals} gluten_free = 'Y'`],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

describe('countries, nationalities and parts of the world', () => {
  it.each([
    ['French translators', `${translators} country = 'France'`],
    ['translators who are not French', `${translators} country <> 'France'`],
    ['non-American translators', `${translators} country <> 'USA'`],
    ['Kenyan agencies', "SELECT agency_name FROM agencies AS a WHERE country_code = 'KEN'"],
    ['African agencies', "SELECT agency_name FROM agencies AS a WHERE continent = 'Africa'"],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('are asked about where no column tells them', async () => {
    expect(await answerOf('Asian translators')).toBe('unanswerable');
  });
});

describe('values said in another form', () => {
  it.each([
    ['translators who are still active', `${translators} status = 'Active'`],
    ['projects in rainy weather', `${projects} weather = 'Rain'`],
    ['projects that took place in the sun', `${projects} weather = 'Sunny'`],
    ['projects on sundays', `${projects} weekday = 'Sunday'`],
    ['Which projects were won?', `${projects} outcome = 'Victory'`],
    ['projects that were defeated', `${projects} outcome = 'Defeat'`],
    ['Count the GMs', "SELECT count(*) AS count FROM projects AS p WHERE grade = 'GM'"],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('as what is asked for, by a noun of its own', async () => {
    expect(await answerOf('Which fellow was the founder of the agency Lingua?')).toContain(
      "founder FROM agencies AS a WHERE agency_name = 'Lingua'",
    );
  });

  it('whatever the verb beside them', async () => {
    expect(await answerOf('Which projects took gold?')).toBe(`${projects} medal = 'Gold'`);
  });
});

describe('rows that have none of others', () => {
  const without = (table: string, key: string): string =>
    `WHERE NOT EXISTS (SELECT 1 FROM ${table} AS ${table[0]} WHERE ${table[0]}.${key}`;
  const none = `SELECT t.full_name FROM translators AS t ${without('projects', 'translator_id')} = t.translator_id)`;
  it.each([
    ['Which translators have not written any project?', none],
    ['translators who never handled a project', none],
    ['translators who have not dealt with any projects', none],
    [
      // No key is declared: the column is called as the key of agencies is.
      'agencies with no note',
      `SELECT a.agency_name FROM agencies AS a ${without('notes', 'agency_id')} = a.agency_id)`,
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('are left out of a list by two negations', () => {
    expect(sqlOf('list agencies except those with no project')).toBe(
      'SELECT a.agency_name FROM agencies AS a WHERE EXISTS (SELECT 1 FROM projects AS p WHERE p.agency_id = a.agency_id)',
    );
  });

  it('and are left out of groups that have some anyway', () => {
    const groups =
      'SELECT count(*) AS projects_count, a.agency_name FROM projects AS p INNER JOIN agencies AS a ON p.agency_id = a.agency_id GROUP BY a.agency_id, a.agency_name';
    expect(sqlOf('number of projects per agency, skipping agencies with no project')).toBe(groups);
  });
});

describe('words for what columns are called otherwise', () => {
  it.each([
    [
      'total area of all agencies in hectares',
      'SELECT sum(hectares) AS sum_hectares FROM agencies AS a',
    ],
    [
      'average number of listeners of the agencies',
      'SELECT avg(num_of_audience) AS avg_num_of_audience FROM agencies AS a',
    ],
    [
      'agencies with more than 50000 people in the audience',
      'SELECT agency_name FROM agencies AS a WHERE num_of_audience > 50000',
    ],
    ['translators taller than 2 m', `${translators} height_m > 2`],
    [
      'How many people listen to African agencies?',
      "SELECT sum(num_of_audience) AS sum_num_of_audience FROM agencies AS a WHERE continent = 'Africa'",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
