import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE pilots (pilot_id INTEGER PRIMARY KEY, pilot_name VARCHAR(40), grade VARCHAR(20), age INTEGER);
  CREATE TABLE shows (show_id INTEGER PRIMARY KEY, show_name VARCHAR(40), country VARCHAR(30), first_held INTEGER,
    sheltered VARCHAR(3));
  CREATE TABLE planes (plane_id INTEGER PRIMARY KEY, plane_name VARCHAR(40), tonnage INTEGER, employees INTEGER);
`,
  {
    held: [
      ['pilots', 'grade', 'Pilot'],
      ['pilots', 'grade', 'Cadet'],
      ['shows', 'country', 'Spain'],
      ['shows', 'sheltered', 'Yes'],
      ['shows', 'sheltered', 'No'],
      ['planes', 'plane_name', 'Nordbird'],
    ],
  },
);

describe('plain questions', () => {
  it.each([
    ['Who is the youngest pilot?', 'pilot_name FROM pilots AS p ORDER BY age LIMIT 1'],
    [
      'Show the names of pilots whose grade is Pilot',
      `pilot_name FROM pilots AS p WHERE grade = 'Pilot'`,
    ],
    [
      'What are the names of the shows held in Spain?',
      `show_name FROM shows AS s WHERE country = 'Spain'`,
    ],
    ['Which shows were held in 1968?', 'show_name FROM shows AS s WHERE first_held = 1968'],
    [
      'Which shows are sheltered? Return their names.',
      `show_name FROM shows AS s WHERE sheltered = 'Yes'`,
    ],
    [
      'What is the name of the heaviest plane?',
      'plane_name FROM planes AS p ORDER BY tonnage DESC NULLS LAST LIMIT 1',
    ],
    [
      'How many people work for Nordbird?',
      `sum(employees) AS sum_employees FROM planes AS p WHERE plane_name = 'Nordbird'`,
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(`SELECT ${sql}`);
  });

  it('take no year for a number of rows', async () => {
    expect(await answerOf('Which plane has the highest tonnage in 2020?')).not.toContain(
      'LIMIT 2020',
    );
  });
});

const paints = askedSql(`
  CREATE TABLE paints (paint_id INTEGER PRIMARY KEY, paint_name VARCHAR(40), color VARCHAR(20), price INTEGER);
`);

describe('all values of a column', () => {
  it.each([
    ['Show all paint colors', 'DISTINCT color FROM paints AS p'],
    ['What are all the colors of paints?', 'DISTINCT color FROM paints AS p'],
    ['Show all paint names', 'paint_name FROM paints AS p'],
    ['Show the color of all paints', 'color FROM paints AS p'],
    ['List all prices', 'price FROM paints AS p'],
  ])('%s', async (question, sql) => {
    expect(await paints.answerOf(question)).toBe(`SELECT ${sql}`);
  });
});
