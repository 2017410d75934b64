import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf: ask } = askedSql(
  `
  CREATE TABLE tutors (tutor_id INTEGER PRIMARY KEY, tutor_name VARCHAR(40), monthly_salary NUMERIC(8,2),
    hours_per_week INTEGER);
  CREATE TABLE flats (flat_id INTEGER PRIMARY KEY, town VARCHAR(30), monthly_rent NUMERIC(8,2));
  CREATE TABLE bookings (booking_id INTEGER PRIMARY KEY, flat_id INTEGER REFERENCES flats(flat_id),
    start_date DATE NOT NULL, end_date DATE NOT NULL);
  CREATE TABLE lodges (lodge_id INTEGER PRIMARY KEY, lodge_name VARCHAR(40), nightly_rate NUMERIC(8,2));
  CREATE TABLE memberships (membership_id INTEGER PRIMARY KEY, holder VARCHAR(40), annual_fee NUMERIC(8,2),
    since DATE NOT NULL);
`,
  {
    held: [
      ['flats', 'town', 'Bern'],
      ['lodges', 'lodge_name', 'Pine Lodge'],
    ],
  },
);

describe('a number that is of a stretch of time is asked for per that time', () => {
  it.each([
    [
      'How much do tutors earn per month on average?',
      'SELECT avg(monthly_salary) AS avg_monthly_salary FROM tutors AS t',
    ],
    [
      'On average, how much does a flat cost per month?',
      'SELECT avg(monthly_rent) AS avg_monthly_rent FROM flats AS f',
    ],
    [
      'How much do flats in Bern cost a month?',
      "SELECT sum(monthly_rent) AS sum_monthly_rent FROM flats AS f WHERE town = 'Bern'",
    ],
    [
      'How much does the Pine Lodge cost per night?',
      "SELECT sum(nightly_rate) AS sum_nightly_rate FROM lodges AS l WHERE lodge_name = 'Pine Lodge'",
    ],
    [
      'tutors paid less than 2500 a month',
      'SELECT tutor_name FROM tutors AS t WHERE monthly_salary < 2500',
    ],
    [
      'flats that cost less than 1000 per month',
      'SELECT flat_id FROM flats AS f WHERE monthly_rent < 1000',
    ],
    [
      'tutors who work 38 hours per week',
      'SELECT tutor_name FROM tutors AS t WHERE hours_per_week = 38',
    ],
    [
      'What is the average yearly fee of the memberships?',
      'SELECT avg(annual_fee) AS avg_annual_fee FROM memberships AS m',
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });

  it('of anything else groups are made', () => {
    expect(ask('How many bookings were there per month?')).toContain('GROUP BY');
  });
});

describe('what would be added up is averaged', () => {
  it.each([
    ['How much do tutors earn on average?', 'avg(monthly_salary)'],
    ['How much does a lodge cost on average?', 'avg(nightly_rate)'],
  ])('%s', (question, average) => {
    expect(ask(question)).toContain(average);
  });
});
