import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const map = askedSql(
  `
  CREATE TABLE region (region_name TEXT, area REAL, population INTEGER, country TEXT);
  CREATE TABLE town (town_name TEXT, population INTEGER, region_name TEXT);
  CREATE TABLE lake (lake_name TEXT, area REAL, region_name TEXT);
  CREATE TABLE road (road_name TEXT, length INTEGER, region_name TEXT);
`,
  {
    held: [
      ['region', 'region_name', 'lombardy'],
      ['region', 'region_name', 'garda'],
      ['region', 'country', 'usa'],
      ['town', 'region_name', 'lombardy'],
      ['town', 'town_name', 'como'],
      ['lake', 'region_name', 'lombardy'],
      ['lake', 'region_name', 'garda'],
      ['lake', 'lake_name', 'garda'],
      ['lake', 'lake_name', 'como'],
      ['road', 'region_name', 'lombardy'],
    ],
  },
);

const line = askedSql(
  `
  CREATE TABLE concert (concert_id INTEGER PRIMARY KEY, theme TEXT, number_of_guests INTEGER, fee_in_euros NUMERIC(6,2),
    year INTEGER, conductor TEXT, host_id INTEGER REFERENCES host(host_id));
  CREATE TABLE host (host_id INTEGER PRIMARY KEY, full_name TEXT, age INTEGER, state TEXT, date_of_birth DATE);
  CREATE TABLE visitors (tourist_id INTEGER PRIMARY KEY, remark TEXT);
  CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, tourist_id INTEGER NOT NULL REFERENCES visitors(tourist_id));
  CREATE TABLE ferry (ferry_id INTEGER PRIMARY KEY, ferry_name TEXT, origin TEXT, destination TEXT, decks TEXT, language TEXT, flag_country TEXT);
`,
  {
    held: [
      ['concert', 'conductor', 'Ada Lint'],
      ['concert', 'theme', 'Spring'],
      ['host', 'state', 'CA'],
      ['ferry', 'origin', 'Genoa'],
      ['ferry', 'destination', 'Genoa'],
      ['ferry', 'origin', 'Bari'],
      ['ferry', 'destination', 'Bari'],
      ['ferry', 'decks', '3'],
      ['ferry', 'decks', '5'],
      ['ferry', 'language', 'english'],
      ['ferry', 'flag_country', 'UK'],
    ],
  },
);

describe('terse questions, where a value tells the table', () => {
  it.each([
    ['how big is lombardy', "SELECT area FROM region AS r WHERE region_name = 'lombardy'"],
    ['population of lombardy', "SELECT population FROM region AS r WHERE region_name = 'lombardy'"],
    [
      'how many people live in lombardy',
      "SELECT sum(population) AS sum_population FROM region AS r WHERE region_name = 'lombardy'",
    ],
    ['what are the regions', 'SELECT region_name FROM region AS r'],
    [
      'biggest town in lombardy',
      "SELECT town_name FROM town AS t WHERE region_name = 'lombardy' ORDER BY population DESC NULLS LAST LIMIT 1",
    ],
    [
      'biggest road in lombardy',
      "SELECT road_name FROM road AS r WHERE region_name = 'lombardy' ORDER BY length DESC NULLS LAST LIMIT 1",
    ],
    ['what are the lakes in garda', "SELECT lake_name FROM lake AS l WHERE region_name = 'garda'"],
    ['lakes called como', "SELECT lake_name FROM lake AS l WHERE lake_name = 'como'"],
    [
      'country of regions that have a town named como',
      "SELECT r.country FROM region AS r WHERE EXISTS ( SELECT 1 FROM town AS t WHERE t.region_name = r.region_name AND t.town_name = 'como' )",
    ],
  ])('%s', (question, sql) => {
    expect(map.sqlOf(question)).toBe(sql);
  });
});

describe('what is shown, compared and sorted', () => {
  it.each([
    [
      'What is the average number of guests of concerts?',
      'SELECT avg(number_of_guests) AS avg_number_of_guests FROM concert AS c',
    ],
    ['Who conducted Spring?', "SELECT DISTINCT conductor FROM concert AS c WHERE theme = 'Spring'"],
    [
      'themes of concerts conducted by Ada Lint',
      "SELECT DISTINCT theme FROM concert AS c WHERE conductor = 'Ada Lint'",
    ],
    [
      'themes of concerts held after 2000 and conducted by Ada Lint',
      "SELECT theme FROM concert AS c WHERE year > 2000 AND conductor = 'Ada Lint'",
    ],
    [
      'How many tourists made no visit?',
      'SELECT count(*) AS visitors_count FROM visitors AS v WHERE NOT EXISTS (SELECT 1 FROM visits AS v2 WHERE v2.tourist_id = v.tourist_id)',
    ],
    [
      'Which ferries go from Genoa to Bari?',
      "SELECT ferry_name FROM ferry AS f WHERE origin = 'Genoa' AND destination = 'Bari'",
    ],
    [
      'names of ferries with decks below 4 or above 5',
      'SELECT ferry_name FROM ferry AS f WHERE CAST(decks AS double precision) < 4 OR CAST(decks AS double precision) > 5',
    ],
    ['names of english ferries', "SELECT ferry_name FROM ferry AS f WHERE language = 'english'"],
    [
      'How many hosts are from California?',
      "SELECT count(*) AS host_count FROM host AS h WHERE state = 'CA'",
    ],
    [
      'What is the oldest age among the hosts?',
      'SELECT age FROM host AS h ORDER BY age DESC NULLS LAST LIMIT 1',
    ],
    [
      'Sort all host names by their age from old to young',
      'SELECT full_name FROM host AS h ORDER BY age DESC NULLS LAST',
    ],
    [
      'List the names of hosts in the order of their date of birth from old to young.',
      'SELECT full_name FROM host AS h ORDER BY date_of_birth',
    ],
    [
      'What are the names and ages of hosts? Order the results by age.',
      'SELECT full_name, age FROM host AS h ORDER BY age',
    ],
    [
      'themes of concerts with a fee between €20 and €30',
      'SELECT theme FROM concert AS c WHERE fee_in_euros >= 20 AND fee_in_euros <= 30',
    ],
    [
      'How old is each host, on average?',
      'SELECT avg(age) AS avg_age, full_name FROM host AS h GROUP BY full_name',
    ],
    [
      'themes of concerts associated with the host aged 30 or older',
      'SELECT c.theme FROM concert AS c WHERE EXISTS (SELECT 1 FROM host AS h WHERE c.host_id = h.host_id AND h.age >= 30)',
    ],
    [
      'themes and fees of concerts, sorted by the year they started',
      'SELECT theme, fee_in_euros FROM concert AS c ORDER BY year',
    ],
    ["List every concert's theme", 'SELECT theme FROM concert AS c'],
    [
      "average fee of each host's concerts",
      'SELECT avg(c.fee_in_euros) AS avg_fee_in_euros, h.full_name FROM concert AS c INNER JOIN host AS h ON c.host_id = h.host_id GROUP BY h.host_id, h.full_name',
    ],
    [
      'What is the average fee of concerts in years that are not 2020?',
      'SELECT avg(fee_in_euros) AS avg_fee_in_euros FROM concert AS c WHERE year <> 2020',
    ],
  ])('%s', (question, sql) => {
    expect(line.sqlOf(question)).toBe(sql);
  });
});

const school = askedSql(
  `
  CREATE TABLE pupils (pupil_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, advisor INTEGER, joindate DATE NOT NULL,
    quarters TEXT);
  CREATE TABLE courses (course_id INTEGER PRIMARY KEY, title TEXT NOT NULL, theme_code TEXT REFERENCES themes(theme_code));
  CREATE TABLE themes (theme_code TEXT PRIMARY KEY, notes TEXT);
  CREATE TABLE races (race_id INTEGER PRIMARY KEY, winning_pupil INTEGER REFERENCES pupils(pupil_id));
  CREATE TABLE attendance (pupil_id INTEGER NOT NULL REFERENCES pupils(pupil_id),
    course_id INTEGER NOT NULL REFERENCES courses(course_id), PRIMARY KEY (pupil_id, course_id));
`,
  {
    held: [
      ['themes', 'theme_code', 'Art'],
      ['pupils', 'full_name', 'Ann Lee'],
    ],
  },
);

describe('names of several words, and words that only look like grammar', () => {
  it.each([
    [
      'How many advisors are there?',
      'SELECT count(DISTINCT advisor) AS count_advisor FROM pupils AS p',
    ],
    [
      'List the names of pupils in the order of date.',
      'SELECT full_name FROM pupils AS p ORDER BY joindate',
    ],
    [
      'How many courses are there under the theme Art?',
      "SELECT count(*) AS courses_count FROM courses AS c INNER JOIN themes AS t ON c.theme_code = t.theme_code WHERE t.theme_code = 'Art'",
    ],
    [
      'Where are the quarters of Ann Lee?',
      "SELECT DISTINCT quarters FROM pupils AS p WHERE full_name = 'Ann Lee'",
    ],
    [
      'names of pupils who attend the course whose id is 4',
      'SELECT p.full_name FROM pupils AS p WHERE EXISTS (SELECT 1 FROM attendance AS a WHERE a.pupil_id = p.pupil_id) AND EXISTS ( SELECT 1 FROM ( SELECT a.pupil_id FROM attendance AS a INNER JOIN courses AS c ON a.course_id = c.course_id WHERE c.course_id = 4 ) AS with_2 WHERE p.pupil_id = with_2.pupil_id )',
    ],
    [
      'How many pupils have won?',
      'SELECT count(*) AS pupils_count FROM pupils AS p WHERE EXISTS ( SELECT 1 FROM ( SELECT r.winning_pupil FROM races AS r INNER JOIN pupils AS p ON r.winning_pupil = p.pupil_id ) AS with_1 WHERE p.pupil_id = with_1.winning_pupil )',
    ],
  ])('%s', (question, sql) => {
    expect(school.sqlOf(question)).toBe(sql);
  });
});
