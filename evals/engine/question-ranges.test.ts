import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf: ask } = askedSql(`
  CREATE TABLE workshops (workshop_id INTEGER PRIMARY KEY, title VARCHAR(40), num_of_sessions INTEGER,
    credits INTEGER, price NUMERIC(8,2), pages INTEGER);
  CREATE TABLE meetings (meeting_id INTEGER PRIMARY KEY, workshop_id INTEGER REFERENCES workshops(workshop_id),
    session INTEGER, room VARCHAR(10));
  CREATE TABLE tutors (tutor_id INTEGER PRIMARY KEY, tutor_name VARCHAR(40), rating INTEGER,
    monthly_salary NUMERIC(8,2), hours_per_week INTEGER);
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(40), altitude INTEGER, stars INTEGER);
  CREATE TABLE trails (trail_id INTEGER PRIMARY KEY, trail_name VARCHAR(40), length_km NUMERIC(6,2),
    climb_m INTEGER);
  CREATE TABLE vineyards (vineyard_id INTEGER PRIMARY KEY, vineyard_name VARCHAR(40), founded INTEGER,
    total_acres NUMERIC(8,2));
  CREATE TABLE flats (flat_id INTEGER PRIMARY KEY, area_sqm INTEGER, budget_in_millions NUMERIC(8,2));
`);

describe('a number is of what stands behind it, or of what the verb or adjective before it measures', () => {
  it.each([
    ['Which workshops have between 5 and 8 sessions?', 'num_of_sessions BETWEEN 5 AND 8'],
    ['workshops running over 6 sessions', 'num_of_sessions > 6'],
    ['Which workshops are worth 4 credits?', 'credits = 4'],
    ['Which workshops give 4 credits?', 'credits = 4'],
    ['workshops that sell for 100 to 200', 'price BETWEEN 100 AND 200'],
    ['workshops longer than 30 pages', 'pages > 30'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT title FROM workshops AS w WHERE ${condition}`);
  });

  it.each([
    ['Which tutors are rated above 3?', 'rating > 3'],
    ['tutors rated 3 to 5', 'rating BETWEEN 3 AND 5'],
    ['tutors paid less than 2500', 'monthly_salary < 2500'],
    ['tutors who work 20 to 30 hours', 'hours_per_week >= 20 AND hours_per_week <= 30'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT tutor_name FROM tutors AS t WHERE ${condition}`);
  });

  it.each([
    ['Which lodges lie above 2000?', 'altitude > 2000'],
    ['lodges below 1500', 'altitude < 1500'],
    ['lodges with 3 stars', 'stars = 3'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT lodge_name FROM lodges AS l WHERE ${condition}`);
  });

  it.each([
    'Which vineyards are bigger than 20 acres and were established before 1900?',
    'vineyards larger than 20 acres founded before 1900',
  ])('each number goes to its own column: %s', (question) => {
    expect(ask(question)).toBe(
      'SELECT vineyard_name FROM vineyards AS v WHERE total_acres > 20 AND founded < 1900',
    );
  });

  it('two conditions of one column stay together', () => {
    expect(ask('tutors with a rating of more than 2 and less than 5')).toBe(
      'SELECT tutor_name FROM tutors AS t WHERE rating > 2 AND rating < 5',
    );
  });

  it('rows are counted where they are rows', () => {
    expect(ask('Which workshops have 2 to 4 meetings?')).toContain('count(*) BETWEEN 2 AND 4');
  });
});

describe('"m" is metres of a length and millions of anything else', () => {
  it.each([
    ['trails with a climb of more than 200 m', 'climb_m > 200'],
    ['trails that climb over 200m', 'climb_m > 200'],
    ['trails with a climb between 100 m and 800 m', 'climb_m >= 100 AND climb_m <= 800'],
    ['trails longer than 500 m', 'length_km > 0.5'],
    ['trails of 5 to 15 km', 'length_km >= 5 AND length_km <= 15'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT trail_name FROM trails AS t WHERE ${condition}`);
  });

  it.each([
    ['flats larger than 50 square meters', 'area_sqm > 50'],
    ['flats between 50 and 90 sqm', 'area_sqm >= 50 AND area_sqm <= 90'],
    ['flats with a budget over 2 m', 'budget_in_millions > 2'],
    ['flats with a budget over 3 million', 'budget_in_millions > 3'],
  ])('%s', (question, condition) => {
    expect(ask(question)).toBe(`SELECT flat_id FROM flats AS f WHERE ${condition}`);
  });
});
