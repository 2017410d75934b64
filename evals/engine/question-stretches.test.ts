import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf: desk } = askedSql(
  `
  CREATE TABLE agents (agent_id INTEGER PRIMARY KEY, agent_name VARCHAR(80) NOT NULL, team VARCHAR(20) NOT NULL,
    hired_on DATE NOT NULL, left_on DATE);
  CREATE TABLE tickets (ticket_id INTEGER PRIMARY KEY, agent_id INTEGER REFERENCES agents(agent_id),
    priority VARCHAR(10) NOT NULL, opened_at TIMESTAMP NOT NULL, first_reply_at TIMESTAMP, closed_at TIMESTAMP);
  CREATE TABLE calls (call_id INTEGER PRIMARY KEY, agent_id INTEGER NOT NULL REFERENCES agents(agent_id),
    started_at TIMESTAMP NOT NULL, ended_at TIMESTAMP, duration_sec INTEGER NOT NULL);
`,
  { dialect: 'duckdb' },
);
const { sqlOf: fleet } = askedSql(
  `
  CREATE TABLE cars (car_id INTEGER PRIMARY KEY, plate VARCHAR(12) NOT NULL, brand VARCHAR(20) NOT NULL);
  CREATE TABLE rentals (rental_id INTEGER PRIMARY KEY, car_id INTEGER NOT NULL REFERENCES cars(car_id),
    picked_up_on DATE NOT NULL, due_on DATE NOT NULL, returned_on DATE);
  CREATE TABLE overhauls (overhaul_id INTEGER PRIMARY KEY, car_id INTEGER NOT NULL REFERENCES cars(car_id),
    kind VARCHAR(20) NOT NULL, in_on DATE NOT NULL,
    out_on DATE -- NULL while in the garage
  );
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY, car_id INTEGER NOT NULL REFERENCES cars(car_id),
    dep_plan TIMESTAMP NOT NULL, dep_act TIMESTAMP, arr_plan TIMESTAMP NOT NULL, arr_act TIMESTAMP);
`,
  { dialect: 'duckdb' },
);
const { sqlOf: ward } = askedSql(
  `
  CREATE TABLE patients (patient_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL);
  CREATE TABLE admissions (admission_id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
    ward VARCHAR(20) NOT NULL, admitted_on DATE NOT NULL, discharged_on DATE);
  CREATE TABLE appointments (appointment_id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
    booked_on DATE NOT NULL, starts_on DATE NOT NULL);
`,
  { dialect: 'duckdb' },
);

/** Between the two moments, in this order. */
const days = (from: string, to: string): RegExp =>
  new RegExp(String.raw`date_diff\('\w+', .*${from}.*, .*${to}`, 'u');

describe('how long something lasts', () => {
  it.each([
    ['how long do tickets stay open on average?', 'opened_at', 'closed_at'],
    [
      'On average, how many hours does the first reply take by priority?',
      'opened_at',
      'first_reply_at',
    ],
    ['tickets closed within a day', 'opened_at', 'closed_at'],
    ['what share of tickets was closed within 8 hours?', 'opened_at', 'closed_at'],
    ['how long do agents stay with us?', 'hired_on', 'left_on'],
    ['Сколько часов в среднем уходит на первый ответ?', 'opened_at', 'first_reply_at'],
  ])('is what lies between two moments of a row: %s', (question, from, to) => {
    expect(desk(question)).toMatch(days(from, to));
  });

  it('is a number of its own where there is one', () => {
    expect(desk('average duration of calls')).toContain('avg(duration_sec)');
  });

  it.each([
    ['how many days do overhauls take on average by kind?', 'in_on', 'out_on'],
    ['average number of days in the garage', 'in_on', 'out_on'],
    ['rentals longer than 10 days', 'picked_up_on', 'returned_on'],
    ['how many days per rental on average?', 'picked_up_on', 'returned_on'],
    ['how late are cars returned on average?', 'due_on', 'returned_on'],
    ['how late do trips leave on average?', 'dep_plan', 'dep_act'],
    ['how late do trips arrive on average?', 'arr_plan', 'arr_act'],
  ])('of a fleet: %s', (question, from, to) => {
    expect(fleet(question)).toMatch(days(from, to));
  });

  it.each([
    ['average length of stay by ward', 'admitted_on', 'discharged_on'],
    ['patients who stayed longer than two weeks', 'admitted_on', 'discharged_on'],
    ['how many nights do patients stay on average?', 'admitted_on', 'discharged_on'],
    ['how long do patients wait for an appointment?', 'booked_on', 'starts_on'],
    ['Сколько дней в среднем лежат пациенты?', 'admitted_on', 'discharged_on'],
  ])('of a hospital: %s', (question, from, to) => {
    expect(ward(question)).toMatch(days(from, to));
  });
});

describe('what has waited, or is overdue, for some time', () => {
  it.each([
    [
      'tickets waiting for a first reply for more than two hours',
      desk,
      'first_reply_at IS NULL AND opened_at <',
    ],
    ['tickets open for more than a week', desk, 'closed_at IS NULL AND opened_at <'],
    [
      'rentals overdue by more than 30 days',
      fleet,
      "due_on < DATE '2025-12-02' AND returned_on IS NULL",
    ],
    [
      'rentals more than 30 days past due',
      fleet,
      "due_on < DATE '2025-12-02' AND returned_on IS NULL",
    ],
  ])('has no end yet, and began before then: %s', (question, sqlOf, part) => {
    expect(sqlOf(question)).toContain(part);
  });
});

const { sqlOf: club } = askedSql(
  `
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL);
  CREATE TABLE memberships (membership_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members(member_id),
    valid_from DATE NOT NULL, valid_to DATE NOT NULL);
  CREATE TABLE leaves (leave_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members(member_id),
    starts_on DATE NOT NULL, ends_on DATE);
  CREATE TABLE courses (course_id INTEGER PRIMARY KEY, title VARCHAR(40) NOT NULL, starts_at TIMESTAMP NOT NULL);
`,
  { dialect: 'duckdb' },
);

describe('what is planned', () => {
  it.each([
    [
      'memberships valid today',
      "valid_from <= DATE '2026-01-01' AND valid_to >= DATE '2026-01-01'",
    ],
    [
      'members on leave right now',
      "starts_on <= DATE '2026-01-01' AND (l.ends_on IS NULL OR l.ends_on >=",
    ],
    ['upcoming courses', "starts_at >= TIMESTAMP '2026-01-01"],
    ['courses that have not started yet', "starts_at >= TIMESTAMP '2026-01-01"],
    ['past courses', "starts_at < TIMESTAMP '2026-01-01"],
    ['memberships running out in the next 14 days', "valid_to >= DATE '2026-01-01'"],
    ['У кого истекает членство в следующем месяце?', "valid_to >= DATE '2026-02-01'"],
  ])('goes on today, or is still to come: %s', (question, part) => {
    expect(club(question)).toContain(part);
  });
});
