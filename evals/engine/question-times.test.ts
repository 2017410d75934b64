import { compileQuery } from '@ai-etl/compile';
import { makeQuestionReader } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { readDdl } from '../ddl/read-ddl.ts';

const schema = readDdl(`
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL,
    country VARCHAR(40) NOT NULL, birth_date DATE, joined_on DATE NOT NULL);
  CREATE TABLE rooms (room_id INTEGER PRIMARY KEY, room_number VARCHAR(10) NOT NULL, floor INTEGER);
  CREATE TABLE reservations (reservation_id INTEGER PRIMARY KEY,
    guest_id INTEGER NOT NULL REFERENCES guests(guest_id),
    room_id INTEGER NOT NULL REFERENCES rooms(room_id), booked_at TIMESTAMP NOT NULL,
    arrived_on DATE, departed_on DATE, price NUMERIC(10,2) NOT NULL);
  CREATE TABLE complaints (complaint_id INTEGER PRIMARY KEY,
    guest_id INTEGER NOT NULL REFERENCES guests(guest_id), raised_at TIMESTAMP NOT NULL,
    resolved_at TIMESTAMP, subject VARCHAR(40) NOT NULL);
`);

const reader = makeQuestionReader(schema, []);
/** A Sunday. */
const options = { dialect: 'duckdb', now: '2026-11-29T11:00:00Z', timezone: 'UTC' } as const;

function sqlOf(question: string): string {
  const [best] = reader.read(question);
  if (best === undefined) return 'nothing';
  const printed = compileQuery(best.query, options);
  return 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : JSON.stringify(printed);
}

/** What the question asks of the moment of bookings: half-open, in days of 2026-11-29. */
const bookings: readonly (readonly [string, string | null, string | null])[] = [
  ['today', '2026-11-29', '2026-11-30'],
  ['yesterday', '2026-11-28', '2026-11-29'],
  ['this week', '2026-11-23', '2026-11-30'],
  ['last week', '2026-11-16', '2026-11-23'],
  ['in the week before last', '2026-11-09', '2026-11-16'],
  ['in the previous quarter', '2026-07-01', '2026-10-01'],
  ['over the past two weeks', '2026-11-15', '2026-11-30'],
  ['in the last 6 months', '2026-05-29', '2026-11-30'],
  ['for the last 6 full months', '2026-05-01', '2026-11-01'],
  ['since the start of last year', '2025-01-01', null],
  ['since 10 days ago', '2026-11-19', null],
  ['year to date', '2026-01-01', '2026-11-30'],
  ['more than 90 days ago', null, '2026-08-31'],
  ['in March', '2026-03-01', '2026-04-01'],
  ['in December', '2025-12-01', '2026-01-01'],
  ['in March of last year', '2025-03-01', '2025-04-01'],
  ['in Q2 2023', '2023-04-01', '2023-07-01'],
  ['between May and July 2022', '2022-05-01', '2022-08-01'],
  ['from 5 March 2022 to 10 April 2022', '2022-03-05', '2022-04-11'],
  ['before 2020-01-01', null, '2020-01-01'],
  ['after 2020-05-05', '2020-05-06', null],
  ['since March 5, 2021', '2021-03-05', null],
  ['on 31.12.2024', '2024-12-31', '2025-01-01'],
  ['в прошлом месяце', '2026-10-01', '2026-11-01'],
  ['за последние 30 дней', '2026-10-30', '2026-11-30'],
  ['с начала года', '2026-01-01', null],
];

describe('a time of a question is a condition on a moment', () => {
  it.each(bookings)('reservations %s', (words, start, end) => {
    const at = (day: string) => `TIMESTAMP '${day} 00:00:00'`;
    const bounds = [
      ...(start === null ? [] : [`booked_at >= ${at(start)}`]),
      ...(end === null ? [] : [`booked_at < ${at(end)}`]),
    ];
    expect(sqlOf(`How many reservations ${words}?`)).toBe(
      `SELECT count(*) AS reservations_count FROM reservations AS r WHERE ${bounds.join(' AND ')}`,
    );
  });

  it.each([
    [
      'Complaints resolved yesterday',
      "SELECT complaint_id FROM complaints AS c WHERE resolved_at >= TIMESTAMP '2026-11-28 00:00:00' AND resolved_at < TIMESTAMP '2026-11-29 00:00:00'",
    ],
    [
      'Guests who signed up this year',
      "SELECT full_name FROM guests AS t WHERE joined_on >= DATE '2026-01-01' AND joined_on < DATE '2027-01-01'",
    ],
    [
      'How many guests checked in last month?',
      "SELECT count(*) AS guests_count FROM guests AS t WHERE EXISTS ( SELECT 1 FROM reservations AS r WHERE r.guest_id = t.guest_id AND (r.arrived_on >= DATE '2026-10-01' AND r.arrived_on < DATE '2026-11-01') )",
    ],
    [
      'Top 3 guests by number of complaints last year',
      "SELECT t.full_name FROM complaints AS c INNER JOIN guests AS t ON c.guest_id = t.guest_id WHERE c.raised_at >= TIMESTAMP '2025-01-01 00:00:00' AND c.raised_at < TIMESTAMP '2026-01-01 00:00:00' GROUP BY t.guest_id, t.full_name ORDER BY count(*) DESC LIMIT 3",
    ],
    [
      'Which guests have no reservations in the last 90 days?',
      "SELECT t.full_name FROM guests AS t WHERE NOT EXISTS ( SELECT 1 FROM reservations AS r WHERE r.guest_id = t.guest_id AND (r.booked_at >= TIMESTAMP '2026-08-31 00:00:00' AND r.booked_at < TIMESTAMP '2026-11-30 00:00:00') )",
    ],
    [
      'guests born before 1980',
      "SELECT full_name FROM guests AS t WHERE CAST(date_part('year', CAST(birth_date AS TIMESTAMP)) AS INTEGER) < 1980",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'Monthly number of reservations since the start of last year',
      "SELECT date_trunc('month', booked_at) AS month, count(*) AS reservations_count FROM reservations AS r WHERE booked_at >= TIMESTAMP '2025-01-01 00:00:00' GROUP BY month ORDER BY month",
    ],
    [
      'Total price of reservations by quarter and country',
      "SELECT date_trunc('quarter', r.booked_at) AS quarter, t.country, sum(r.price) AS sum_price FROM reservations AS r INNER JOIN guests AS t ON r.guest_id = t.guest_id GROUP BY quarter, t.country ORDER BY quarter",
    ],
    [
      'How many complaints were resolved each day last week?',
      "SELECT date_trunc('day', resolved_at) AS day, count(*) AS complaints_count FROM complaints AS c WHERE resolved_at >= TIMESTAMP '2026-11-16 00:00:00' AND resolved_at < TIMESTAMP '2026-11-23 00:00:00' GROUP BY day ORDER BY day",
    ],
    [
      'Complaints resolved per month',
      "SELECT date_trunc('month', resolved_at) AS month, count(*) AS complaints_count FROM complaints AS c WHERE resolved_at IS NOT NULL GROUP BY month ORDER BY month",
    ],
    [
      'Average price of reservations by weekday',
      "SELECT CAST(date_part('isodow', booked_at) AS INTEGER) AS weekday, avg(price) AS avg_price FROM reservations AS r GROUP BY weekday ORDER BY weekday",
    ],
    [
      'In which month were there the most complaints?',
      "SELECT date_trunc('month', raised_at) AS month FROM complaints AS c GROUP BY month ORDER BY count(*) DESC LIMIT 1",
    ],
    [
      'What is the largest number of complaints a single guest raised in one calendar month?',
      "SELECT max(complaints_count) AS max_complaints_count FROM ( SELECT count(*) AS complaints_count FROM complaints AS c INNER JOIN guests AS t ON c.guest_id = t.guest_id GROUP BY t.guest_id, t.full_name, date_trunc('month', c.raised_at) ) AS each",
    ],
    [
      'new guests per year',
      "SELECT CAST(date_trunc('year', CAST(joined_on AS TIMESTAMP)) AS DATE) AS year, count(*) AS guests_count FROM guests AS t GROUP BY year ORDER BY year",
    ],
    [
      'Сколько жалоб было в каждом квартале прошлого года?',
      "SELECT date_trunc('quarter', raised_at) AS quarter, count(*) AS complaints_count FROM complaints AS c WHERE raised_at >= TIMESTAMP '2025-01-01 00:00:00' AND raised_at < TIMESTAMP '2026-01-01 00:00:00' GROUP BY quarter ORDER BY quarter",
    ],
  ])('groups by time: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    [
      'Average number of days from arrival to departure by country',
      "SELECT avg(date_diff('day', CAST(r.arrived_on AS TIMESTAMP), CAST(r.departed_on AS TIMESTAMP))) AS avg_days, t.country FROM reservations AS r INNER JOIN guests AS t ON r.guest_id = t.guest_id GROUP BY t.country",
    ],
    [
      'Median hours to resolve a complaint for each subject',
      "SELECT median(CAST(date_diff('second', raised_at, resolved_at) AS DOUBLE) / CAST(3600.0 AS DOUBLE)) AS median_hours, subject FROM complaints AS c GROUP BY subject",
    ],
    [
      'How long does it take to resolve a complaint?',
      "SELECT avg(CAST(date_diff('second', raised_at, resolved_at) AS DOUBLE) / CAST(3600.0 AS DOUBLE)) AS avg_hours FROM complaints AS c",
    ],
    [
      'Complaints that took more than 10 days to resolve',
      "SELECT complaint_id FROM complaints AS c WHERE CAST(date_diff('second', raised_at, resolved_at) AS DOUBLE) / CAST(86400.0 AS DOUBLE) > 10",
    ],
    [
      'Which 3 complaints took the longest to resolve?',
      "SELECT complaint_id FROM complaints AS c ORDER BY CAST(date_diff('second', raised_at, resolved_at) AS DOUBLE) / CAST(3600.0 AS DOUBLE) DESC LIMIT 3",
    ],
    [
      'Average resolution time of complaints in days',
      "SELECT avg(CAST(date_diff('second', raised_at, resolved_at) AS DOUBLE) / CAST(86400.0 AS DOUBLE)) AS avg_days FROM complaints AS c",
    ],
    [
      'Median price of reservations',
      'SELECT median(CAST(price AS DOUBLE)) AS median_price FROM reservations AS r',
    ],
  ])('measures time: %s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('says so when no word names the moment', () => {
    const [best] = reader.read('reservations last week');
    const [test] = best?.form.tests ?? [];
    expect(test?.kind === 'time' && test.left.implies).toBe('moment');
  });
});
