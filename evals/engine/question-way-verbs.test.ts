import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE depots (depot_id INTEGER PRIMARY KEY, depot_name VARCHAR(60) NOT NULL, region VARCHAR(40) NOT NULL);
  CREATE TABLE loads (load_id INTEGER PRIMARY KEY, from_depot INTEGER NOT NULL REFERENCES depots(depot_id),
    to_depot INTEGER NOT NULL REFERENCES depots(depot_id), started_on DATE NOT NULL, pallets INTEGER NOT NULL);
`,
  {
    held: [
      ['depots', 'depot_name', 'Alpha'],
      ['depots', 'depot_name', 'Bravo'],
      ['depots', 'region', 'North'],
    ],
    dialect: 'sqlite',
  },
);
const at = (key: string, what = 'l.load_id') =>
  `SELECT ${what} FROM loads AS l INNER JOIN depots AS d ON l.${key} = d.depot_id WHERE d.depot_name = 'Alpha'`;

describe('a verb says which of two keys is meant', () => {
  it.each([
    ['Show the loads that finished in Alpha', at('to_depot')],
    ['loads that ended at Alpha', at('to_depot')],
    ['loads going to the depot Alpha', at('to_depot')],
    ['loads bound for Alpha', at('to_depot')],
    ['loads that reached Alpha', at('to_depot')],
    ['loads that began in Alpha', at('from_depot')],
    ['loads leaving Alpha', at('from_depot')],
    ['How many loads set off from Alpha?', at('from_depot', 'count(*) AS loads_count')],
    [
      'How many loads ended at a depot in the North?',
      "SELECT count(*) AS loads_count FROM loads AS l INNER JOIN depots AS d ON l.to_depot = d.depot_id WHERE d.region = 'North'",
    ],
    [
      'loads that went from Alpha to Bravo',
      "SELECT l.load_id FROM loads AS l INNER JOIN depots AS d ON l.from_depot = d.depot_id INNER JOIN depots AS d2 ON l.to_depot = d2.depot_id WHERE d.depot_name = 'Alpha' AND d2.depot_name = 'Bravo'",
    ],
    [
      'Which depot do most loads end at?',
      'SELECT d.depot_name FROM loads AS l INNER JOIN depots AS d ON l.to_depot = d.depot_id GROUP BY d.depot_id, d.depot_name ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'loads that started in 2020',
      "SELECT load_id FROM loads AS l WHERE CAST(strftime('%Y', started_on) AS INTEGER) = 2020",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});
