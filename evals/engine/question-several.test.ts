import { describe, expect, it } from 'vitest';
import { askedRows } from './asked-rows.test-data.ts';

const fleet = askedRows(
  `
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL,
    discount INTEGER NOT NULL);
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients(client_id), price INTEGER NOT NULL);
  `,
  `
  INSERT INTO clients VALUES (1, 'Ann', 'Riga', 10), (2, 'Ben', 'Oslo', 20), (3, 'Cid', 'Riga', 30),
    (4, 'Dee', 'Rome', 40);
  INSERT INTO trips VALUES (1, 1, 100), (2, 1, 20), (3, 2, 300), (4, 2, 40), (5, 2, 5), (6, 3, 10);
  `,
);

describe('what is counted and has several of something', () => {
  it.each([
    ['How many clients have more than 1 trip?', [[2]]],
    ['How many clients have at least 3 trips?', [[1]]],
    ['How many clients have exactly 2 trips?', [[1]]],
    ['How many clients in Riga have more than 1 trip?', [[1]]],
    ['Average discount of clients with more than 1 trip', [[15]]],
    ['total discount of clients with more than 1 trip', [[30]]],
    ['how many clients have trips with total price above 100', [[2]]],
    ['How many cities have more than 1 client?', [[1]]],
    ['In how many cities are there at least 2 clients?', [[1]]],
    ['У скольких клиентов больше одного рейса?', [[2]]],
    ['Which clients have more than 1 trip?', [['Ann'], ['Ben']]],
    ['How many clients have more than 9 trips?', [[0]]],
  ])('%s', (question, rows) => {
    const found = fleet.ask(question).map((row) => JSON.stringify(row));
    expect(found.toSorted()).toEqual(rows.map((row) => JSON.stringify(row)));
  });
});
