import { compileQuery } from '@ai-etl/compile';
import { makeQuestionReader } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { readDdl } from '../ddl/read-ddl.ts';

const schema = readDdl(`
  CREATE TABLE halls (hall_id INTEGER PRIMARY KEY, hall_name VARCHAR(40), address VARCHAR(60),
    seats INTEGER, year_opened INTEGER);
  CREATE TABLE workshops (workshop_id INTEGER PRIMARY KEY, title VARCHAR(40), place VARCHAR(40),
    held_on VARCHAR(40), fee REAL, hall_id INTEGER REFERENCES halls(hall_id), organizer VARCHAR(40));
  CREATE TABLE people (person_id INTEGER PRIMARY KEY, name VARCHAR(40), birth_date VARCHAR(40),
    nationality VARCHAR(40), joined INTEGER);
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY, trip_name VARCHAR(40), start_town VARCHAR(40),
    end_town VARCHAR(40), start_date DATE, end_date DATE, guide_id INTEGER REFERENCES people(person_id));
  CREATE TABLE attendance (attendance_id INTEGER PRIMARY KEY,
    workshop_id INTEGER REFERENCES workshops(workshop_id),
    person_id INTEGER REFERENCES people(person_id), rating INTEGER, year INTEGER);
  CREATE TABLE ensembles (ensemble_id INTEGER PRIMARY KEY, ensemble_name VARCHAR(40), formed INTEGER,
    genre VARCHAR(40), manager VARCHAR(40));
  CREATE TABLE recordings (rec_id INTEGER PRIMARY KEY, title VARCHAR(40),
    ensemble_id INTEGER REFERENCES ensembles(ensemble_id), release_year INTEGER, label VARCHAR(40));
`);

const reader = makeQuestionReader(schema, []);
const options = { dialect: 'sqlite', now: '2026-11-29T11:00:00Z', timezone: 'UTC' } as const;

function sqlOf(question: string): string {
  const [best] = reader.read(question);
  if (best === undefined) return 'nothing';
  const printed = compileQuery(best.query, options);
  return 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : JSON.stringify(printed);
}

const cases: readonly (readonly [string, string])[] = [
  ['Where and when was each workshop held?', 'SELECT place, held_on FROM'],
  ['When does the trip "Fen Ride" start and end?', 'SELECT start_date, end_date FROM'],
  ['When did the trip "Fen Ride" begin and finish?', 'SELECT start_date, end_date FROM'],
  ['Where does the trip "Fen Ride" start and end?', 'SELECT start_town, end_town FROM'],
  ['Which workshops have a fee over 40, and when were they held?', 'SELECT title, held_on FROM'],
  ['What is the name of each hall and where is it?', 'SELECT hall_name, address FROM'],
  ['For each ensemble, show its name and who manages it.', 'SELECT ensemble_name, manager FROM'],
  ['For each trip, who guided it and on which date?', 'SELECT p.name, t.start_date FROM'],
  ['Give the trip names together with when they started.', 'SELECT trip_name, start_date FROM'],
  ['What is the name of each hall and when was it opened?', 'SELECT hall_name, year_opened FROM'],
];

describe('question words beside one another', () => {
  it.each(cases)('"%s" asks for both columns, in the order asked', (question, select) => {
    expect(sqlOf(question)).toContain(select);
  });

  it('reads a list in a sentence of its own in place of what was asked for before', () => {
    expect(sqlOf('When was the hall "Old Mill" opened? Show its name and the address.')).toContain(
      'SELECT hall_name, address FROM',
    );
    expect(
      sqlOf('When were the halls with over 300 seats opened? Give the hall names and the years.'),
    ).toContain('SELECT hall_name, year_opened FROM');
  });
});

const years: readonly (readonly [string, string])[] = [
  ['In what year did the hall "Old Mill" open?', 'SELECT year_opened FROM halls'],
  ['In which year was the ensemble "Quartz" formed?', 'SELECT formed FROM ensembles'],
  [
    'Show the name of each ensemble and the year it was formed.',
    'SELECT ensemble_name, formed FROM',
  ],
  ['Show the ensemble names sorted by the year in which they were formed.', 'ORDER BY formed'],
  ['Names and formation years of ensembles, ordered by year', 'SELECT ensemble_name, formed FROM'],
  ['Show the name and year of formation of the ensembles.', 'SELECT ensemble_name, formed FROM'],
  ['How many people joined before 2012?', 'WHERE joined < 2012'],
];

describe('years of what was done', () => {
  it.each(years)('"%s"', (question, part) => {
    expect(sqlOf(question)).toContain(part);
    expect(sqlOf(question)).not.toContain('GROUP BY');
  });

  it('still groups where counts per year are asked for', () => {
    expect(sqlOf('How many ensembles were formed in each year?')).toContain('GROUP BY formed');
    expect(sqlOf('Number of recordings per release year')).toContain('GROUP BY release_year');
  });
});

const days = [
  ['workshops', 'held_on', ['March 4, 2019', 'June 9, 2020', 'June 21, 2020']],
  ['people', 'birth_date', ['04/05/1980', '30/06/1991']],
] as const;
const known = makeQuestionReader(
  schema,
  days.flatMap(([table, column, held]) =>
    held.map((value) => ({ words: value.toLowerCase(), schema: '', table, column, value })),
  ),
);

describe('days that are kept as texts', () => {
  it.each([
    ['How many workshops took place in 2020?', "held_on LIKE '%2020%'"],
    ['Count the workshops held in the year 2020.', "held_on LIKE '%2020%'"],
    ['Which workshops were held in June 2020?', "held_on LIKE '%June%2020'"],
    ['Which workshops were held before 2020?', "substr(held_on, length(held_on) - 3, 4) < '2020'"],
    ['Which people were born in May?', "birth_date LIKE '%_05_____'"],
    [
      'Find the names of people whose birthday is in the month of June.',
      "birth_date LIKE '%_06_____'",
    ],
  ])('"%s" is asked as they are written', (question, test) => {
    const [best] = known.read(question);
    const printed = best === undefined ? null : compileQuery(best.query, options);
    expect(printed !== null && 'sql' in printed ? printed.sql : '').toContain(test);
  });

  it('asks for the month of whatever year, of days of birth', () => {
    const staff = makeQuestionReader(
      readDdl(
        'CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, birth_date DATE, hired DATE);',
      ),
    );
    const [best] = staff.read('Which staff were born in May?');
    const printed = best === undefined ? null : compileQuery(best.query, options);
    expect(printed !== null && 'sql' in printed ? printed.sql : '').toContain(
      "CAST(strftime('%m', birth_date) AS INTEGER) = 5",
    );
  });
});
