import { describe, expect, it } from 'vitest';
import { askedRows } from './asked-rows.test-data.ts';

const means = (table: string, expression: string) =>
  ({ kind: 'expression', table, expression }) as const;

const fleet = askedRows(
  `
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL,
    discount INTEGER NOT NULL, turnover INTEGER NOT NULL);
  CREATE TABLE trips (trip_id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients(client_id), price INTEGER NOT NULL,
    distance_km INTEGER, status TEXT NOT NULL);
  `,
  `
  INSERT INTO clients VALUES (1, 'Ann', 'Riga', 15, 900), (2, 'Ben', 'Oslo', 5, 5000),
    (3, 'Cid', 'Riga', 0, 100), (4, 'Dee', 'Oslo', 20, 20);
  INSERT INTO trips VALUES (1, 1, 100, 900, 'done'), (2, 1, 20, 10, 'done'), (3, 2, 300, 700, 'open'),
    (4, 2, 40, NULL, 'done'), (5, 3, 10, 5, 'done');
  `,
  [
    { term: 'VIP', means: means('clients', 'discount > 10 OR turnover > 1000') },
    { term: 'long hauls', means: means('trips', "distance_km >= 500 AND status <> 'lost'") },
    { term: 'дальние рейсы', means: means('trips', 'distance_km >= 500') },
    { term: 'regulars', means: { kind: 'words', words: 'clients with more than 1 trip' } },
    { term: 'strong clients', means: { kind: 'words', words: 'clients in Oslo' } },
    { term: 'ghosts', means: means('clients', 'last_seen IS NULL') },
    { term: 'strays', means: means('nowhere', 'a = 1') },
  ],
);

describe("a project's words for rows that pass a condition, and for other words", () => {
  it.each([
    ['How many VIPs are there?', [[3]]],
    ['How many VIP clients are there?', [[3]]],
    ['Names of VIPs in Riga', [['Ann']]],
    ['Which clients are not VIP?', [['Cid']]],
    ['How many long hauls are there?', [[2]]],
    ['What is the average price of long hauls?', [[200]]],
    [
      'How many long hauls per city?',
      [
        [1, 'Oslo'],
        [1, 'Riga'],
      ],
    ],
    ['Number of trips of VIPs', [[4]]],
    ['Which VIPs have no trips?', [['Dee']]],
    ['Which clients have long hauls?', [['Ann'], ['Ben']]],
    ['Which clients have no long hauls?', [['Cid'], ['Dee']]],
    ['total price of long hauls of VIPs in Oslo', [[300]]],
    ['Сколько дальних рейсов?', [[2]]],
    ['How many regulars are there?', [[2]]],
    ['Names of regulars', [['Ann'], ['Ben']]],
    ['Average discount of regulars', [[10]]],
    [
      'How many regulars per city?',
      [
        ['Oslo', 1],
        ['Riga', 1],
      ],
    ],
    ['How many regulars in Riga?', [[1]]],
    ['How many trips of strong clients?', [[2]]],
  ])('%s', (question, rows) => {
    const found = fleet.ask(question).map((row) => JSON.stringify(row));
    expect(found.toSorted()).toEqual(rows.map((row) => JSON.stringify(row)).toSorted());
  });

  it('mean nothing over columns or tables that are not there', () => {
    expect(fleet.ask('How many ghosts are there?')).not.toEqual([[4]]);
    expect(JSON.stringify(fleet.ask('How many strays are there?'))).not.toContain('nowhere');
  });
});
