import { describe, expect, it } from 'vitest';
import { askedRows } from './asked-rows.test-data.ts';

const marinas = askedRows(
  `
  CREATE TABLE Marina (marina_id INTEGER PRIMARY KEY, Name TEXT NOT NULL, No_of_cranes INTEGER NOT NULL);
  CREATE TABLE berth (berth_id INTEGER PRIMARY KEY, marina_id INTEGER NOT NULL REFERENCES Marina(marina_id),
    depth REAL NOT NULL, Nightly_Rate REAL NOT NULL);
  CREATE TABLE skipper (skipper_id INTEGER PRIMARY KEY, name TEXT NOT NULL, licence TEXT NOT NULL);
  CREATE TABLE contract (marina_id INTEGER NOT NULL REFERENCES Marina(marina_id),
    skipper_id INTEGER NOT NULL REFERENCES skipper(skipper_id), signed_on DATE NOT NULL,
    PRIMARY KEY (marina_id, skipper_id));
  `,
  `
  INSERT INTO Marina VALUES (1, 'Alder Quay', 2), (2, 'Birch Cove', 0), (3, 'Cedar Point', 1);
  INSERT INTO berth VALUES (1, 1, 3.5, 20), (2, 1, 5, 60), (3, 2, 4, 75);
  INSERT INTO skipper VALUES (1, 'Ines', 'coastal'), (2, 'Jon', 'ocean'), (3, 'Kit', 'ocean');
  INSERT INTO contract VALUES (1, 1, '2024-01-01'), (2, 2, '2024-02-01'), (1, 2, '2024-03-01');
  `,
);

function names(question: string): readonly string[] {
  return marinas.ask(question).map((row) => row.map(String).join(' '));
}

describe('what is said of rows that there are none of', () => {
  it.each([
    ['Which marinas have no berth with a nightly rate below 50?', ['Birch Cove', 'Cedar Point']],
    ['marinas without berths that have a depth above 4', ['Birch Cove', 'Cedar Point']],
    ['Show the marinas that have no berth deeper than 4', ['Birch Cove', 'Cedar Point']],
    ['Which skippers have no contract with any marina?', ['Kit']],
    ['marinas that have no contract with an ocean skipper', ['Cedar Point']],
    ['skippers without contracts whose licence is ocean', ['Kit']],
    ['Which marinas have no berth?', ['Cedar Point']],
    ['Which marinas have a berth with a nightly rate below 50?', ['Alder Quay']],
  ])('%s', (question, rows) => {
    expect([...names(question)].sort((a, b) => a.localeCompare(b))).toEqual(rows);
  });
});

describe('columns whose names differ in capitals only', () => {
  it.each([
    'Show the names of marinas along with the names of the skippers contracted to them.',
    'Show the names of marinas and the names of their skippers.',
  ])('%s', (question) => {
    expect([...names(question)].sort((a, b) => a.localeCompare(b))).toEqual([
      'Alder Quay Ines',
      'Alder Quay Jon',
      'Birch Cove Jon',
    ]);
  });
});
