import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE cabins (cabin_id INTEGER PRIMARY KEY, cabin_name VARCHAR(60) NOT NULL, max_guests INTEGER NOT NULL);
  CREATE TABLE rentals (rental_id INTEGER PRIMARY KEY, cabin_id INTEGER NOT NULL REFERENCES cabins(cabin_id),
    paid_by VARCHAR(10) NOT NULL);
  CREATE TABLE toys (toy_id INTEGER PRIMARY KEY, toy_name VARCHAR(60) NOT NULL,
    guild_certification VARCHAR(3) NOT NULL -- Yes or No
  );
  CREATE TABLE vans (van_id INTEGER PRIMARY KEY, van_name VARCHAR(60) NOT NULL,
    in_service VARCHAR(3) NOT NULL -- Yes or No
  );
  CREATE TABLE screens (screen_id INTEGER PRIMARY KEY, screen_name VARCHAR(60) NOT NULL, is_imax BOOLEAN NOT NULL);
  CREATE TABLE gatherings (gathering_id INTEGER PRIMARY KEY, gathering_name VARCHAR(60) NOT NULL);
`,
  { held: [['cabins', 'cabin_name', 'Birch']], dialect: 'sqlite' },
);

describe('ordinary words for what columns are called otherwise', () => {
  it.each([
    [
      'What is the capacity of the cabin Birch?',
      "SELECT max_guests FROM cabins AS c WHERE cabin_name = 'Birch'",
    ],
    ['cabins with a capacity over 6', 'SELECT cabin_name FROM cabins AS c WHERE max_guests > 6'],
    ['What are the payment methods?', 'SELECT DISTINCT paid_by FROM rentals AS r'],
    [
      'How many rentals for each way of paying?',
      'SELECT count(*) AS rentals_count, paid_by FROM rentals AS r GROUP BY paid_by',
    ],
    ['How many events are there?', 'SELECT count(*) AS gatherings_count FROM gatherings AS t'],
    [
      'toys certified by the guild',
      "SELECT toy_name FROM toys AS t WHERE guild_certification = 'Yes'",
    ],
    [
      'toys not certified by the guild',
      "SELECT toy_name FROM toys AS t WHERE guild_certification = 'No'",
    ],
    ['vans out of use', "SELECT van_name FROM vans AS v WHERE in_service = 'No'"],
    ['vans in operation', "SELECT van_name FROM vans AS v WHERE in_service = 'Yes'"],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('reads what rows are able to do', () => {
    const all = sqlOf('screens');
    const able = sqlOf('screens able to show IMAX');
    const unable = sqlOf('screens that cannot show IMAX');
    expect(able).toContain(`${all} WHERE`);
    expect(unable).toContain(`${all} WHERE`);
    expect(unable).not.toBe(able);
  });
});
