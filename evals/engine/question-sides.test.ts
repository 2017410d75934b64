import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE depots (depot_id INTEGER PRIMARY KEY, depot_name VARCHAR(40) NOT NULL);
  CREATE TABLE vehicles (vehicle_id INTEGER PRIMARY KEY, kind VARCHAR(10) NOT NULL, -- van | truck | bike
    depot_id INTEGER NOT NULL REFERENCES depots(depot_id), payload_kg INTEGER NOT NULL);
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY, vehicle_id INTEGER NOT NULL REFERENCES vehicles(vehicle_id),
    fare NUMERIC(9,2) NOT NULL, state VARCHAR(10) NOT NULL, -- finished | cancelled
    started_at TIMESTAMP NOT NULL);
`);

describe('values that are set against each other make groups', () => {
  const fares =
    "SELECT avg(t.fare) AS avg_fare, v.kind FROM trips AS t INNER JOIN vehicles AS v ON t.vehicle_id = v.vehicle_id WHERE v.kind IN ('van', 'truck') GROUP BY v.kind";
  const trips =
    "SELECT state, count(*) AS trips_count FROM trips AS t WHERE state IN ('finished', 'cancelled') GROUP BY state";
  it.each([
    ['average fare, vans versus trucks', fares],
    ['Compare the average fare of vans and trucks', fares],
    ['average fare of vans vs. trucks', fares],
    ['average fare of vans compared to trucks', fares],
    ['average fare for vans and trucks', fares],
    ['finished vs cancelled trips', trips],
    ['compare finished and cancelled trips', trips],
    [
      'number of trips: finished versus cancelled',
      "SELECT count(*) AS trips_count, state FROM trips AS t WHERE state IN ('finished', 'cancelled') GROUP BY state",
    ],
    [
      'Van vs truck vs bike trips last month',
      "SELECT v.kind, count(*) AS trips_count FROM trips AS t INNER JOIN vehicles AS v ON t.vehicle_id = v.vehicle_id WHERE v.kind IN ('van', 'truck', 'bike') AND t.started_at >= TIMESTAMP '2025-12-01 00:00:00' AND t.started_at < TIMESTAMP '2026-01-01 00:00:00' GROUP BY v.kind",
    ],
    [
      'cancellation rate of vans versus trucks',
      "SELECT CAST(100.0 * count(CASE WHEN t.state = 'cancelled' THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage, v.kind FROM trips AS t INNER JOIN vehicles AS v ON t.vehicle_id = v.vehicle_id WHERE v.kind IN ('van', 'truck') GROUP BY v.kind",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('counts values that are only listed together', () => {
    expect(sqlOf('How many vans and trucks are there?')).toBe(
      "SELECT count(*) AS vehicles_count FROM vehicles AS v WHERE kind IN ('van', 'truck')",
    );
  });
});
