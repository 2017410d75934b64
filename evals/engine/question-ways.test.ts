import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** Two keys lead to airports, two to people. */
const { sqlOf } = askedSql(
  `
  CREATE TABLE airports (airport_id INTEGER PRIMARY KEY, airport_name VARCHAR(60) NOT NULL, city VARCHAR(40) NOT NULL,
    country VARCHAR(30) NOT NULL);
  CREATE TABLE flights (flight_id INTEGER PRIMARY KEY, flight_no VARCHAR(8) NOT NULL,
    from_airport_id INTEGER NOT NULL REFERENCES airports(airport_id),
    to_airport_id INTEGER NOT NULL REFERENCES airports(airport_id), departs_at TIMESTAMP NOT NULL);
  CREATE TABLE people (person_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL, country VARCHAR(30) NOT NULL);
  CREATE TABLE tickets (ticket_id INTEGER PRIMARY KEY, flight_id INTEGER NOT NULL REFERENCES flights(flight_id),
    passenger_id INTEGER NOT NULL REFERENCES people(person_id), bought_by INTEGER NOT NULL REFERENCES people(person_id),
    fare NUMERIC(8,2) NOT NULL, sold_on DATE NOT NULL);
  CREATE TABLE yards (yard_id INTEGER PRIMARY KEY, yard_name VARCHAR(20) NOT NULL);
  CREATE TABLE drivers (driver_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL,
    yard_id INTEGER NOT NULL REFERENCES yards(yard_id));
  CREATE TABLE vans (van_id INTEGER PRIMARY KEY, yard_id INTEGER NOT NULL REFERENCES yards(yard_id));
  CREATE TABLE rides (ride_id INTEGER PRIMARY KEY, driver_id INTEGER NOT NULL REFERENCES drivers(driver_id),
    van_id INTEGER NOT NULL REFERENCES vans(van_id));
`,
  { held: [['airports', 'city', 'Rome']], dialect: 'sqlite' },
);
const to = (key: string): string =>
  `FROM flights AS f INNER JOIN airports AS a ON f.${key} = a.airport_id`;

describe('which of several ways leads to a table', () => {
  it.each([
    [
      'flights by destination airport',
      `SELECT count(*) AS flights_count, a.airport_name ${to('to_airport_id')} GROUP BY a.airport_id, a.airport_name`,
    ],
    [
      'flights per origin country',
      `SELECT count(*) AS flights_count, a.country ${to('from_airport_id')} GROUP BY a.country`,
    ],
    ['flights arriving in Rome', `SELECT f.flight_no ${to('to_airport_id')} WHERE a.city = 'Rome'`],
    [
      'fares by country of the buyer',
      'SELECT etl_sum(t.fare) AS sum_fare, p.country FROM tickets AS t INNER JOIN people AS p ON t.bought_by = p.person_id GROUP BY p.country',
    ],
    [
      'fares by country of the passenger',
      'SELECT etl_sum(t.fare) AS sum_fare, p.country FROM tickets AS t INNER JOIN people AS p ON t.passenger_id = p.person_id GROUP BY p.country',
    ],
    [
      'rides by yard of the driver',
      'SELECT count(*) AS rides_count, y.yard_name FROM rides AS r INNER JOIN drivers AS d ON r.driver_id = d.driver_id INNER JOIN yards AS y ON d.yard_id = y.yard_id GROUP BY y.yard_id, y.yard_name',
    ],
    [
      'rides by yard of the van',
      'SELECT count(*) AS rides_count, y.yard_name FROM rides AS r INNER JOIN vans AS v ON r.van_id = v.van_id INNER JOIN yards AS y ON v.yard_id = y.yard_id GROUP BY y.yard_id, y.yard_name',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
