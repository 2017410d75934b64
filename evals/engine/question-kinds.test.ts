import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const hotel = askedSql(`
  CREATE TABLE hotels (hotel_id INTEGER PRIMARY KEY, hotel_name VARCHAR(60) NOT NULL);
  CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, staff_name VARCHAR(80) NOT NULL,
    employment VARCHAR(12) NOT NULL, -- permanent | seasonal | part_time | freelance
    monthly_pay NUMERIC(8,2) NOT NULL);
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    smoker BOOLEAN NOT NULL, country VARCHAR(40) NOT NULL);
  CREATE TABLE stays (stay_id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL REFERENCES guests(guest_id),
    hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id), booked_at TIMESTAMP NOT NULL,
    status VARCHAR(12) NOT NULL, -- booked | cancelled | no_show | completed, NULL while asked for
    channel VARCHAR(10) NOT NULL -- phone | web
  );
  CREATE TABLE payments (payment_id INTEGER PRIMARY KEY, stay_id INTEGER NOT NULL REFERENCES stays(stay_id),
    amount NUMERIC(9,2) NOT NULL, paid_at TIMESTAMP NOT NULL, refunded_at TIMESTAMP);
`);

describe('a noun made of a state names the rows that are in it', () => {
  it.each([
    [
      'cancellations by channel',
      "SELECT count(*) AS stays_count, channel FROM stays AS s WHERE status = 'cancelled' GROUP BY channel",
    ],
    [
      'How many no-shows did we have?',
      "SELECT count(*) AS stays_count FROM stays AS s WHERE status = 'no_show'",
    ],
    [
      'average monthly pay of part-timers',
      "SELECT avg(monthly_pay) AS avg_monthly_pay FROM staff AS s WHERE employment = 'part_time'",
    ],
    [
      'How many freelancers do we have?',
      "SELECT count(*) AS staff_count FROM staff AS s WHERE employment = 'freelance'",
    ],
    [
      'smokers per country',
      'SELECT count(*) AS guests_count, country FROM guests AS t WHERE smoker GROUP BY country',
    ],
    [
      'refunds of last month',
      "SELECT payment_id FROM payments AS p WHERE refunded_at >= TIMESTAMP '2025-12-01 00:00:00' AND refunded_at < TIMESTAMP '2026-01-01 00:00:00'",
    ],
    [
      'Which hotel has the most cancellations?',
      "SELECT h.hotel_name FROM stays AS s INNER JOIN hotels AS h ON s.hotel_id = h.hotel_id WHERE s.status = 'cancelled' GROUP BY h.hotel_id, h.hotel_name ORDER BY count(*) DESC LIMIT 1",
    ],
  ])('%s', (question, sql) => {
    expect(hotel.sqlOf(question)).toBe(sql);
  });

  it('does not take what happened to all rows for the state of some', () => {
    expect(hotel.sqlOf('How many bookings were there?')).toBe(
      'SELECT count(*) AS stays_count FROM stays AS s',
    );
  });
});
