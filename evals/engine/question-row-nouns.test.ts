import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE potter (pid INTEGER PRIMARY KEY, potter_name TEXT NOT NULL, town TEXT);
  CREATE TABLE pottery (pottery_id INTEGER PRIMARY KEY, pottery_name TEXT NOT NULL, fee NUMERIC(6,2));
  CREATE TABLE glaze (glaze_id INTEGER PRIMARY KEY, glaze_name TEXT NOT NULL, colour TEXT);
  CREATE TABLE ceramic (ceramic_id INTEGER PRIMARY KEY, pot_name TEXT NOT NULL, pid INTEGER REFERENCES potter(pid),
    glaze_id INTEGER REFERENCES glaze(glaze_id), price NUMERIC(8,2), grade INTEGER);
  CREATE TABLE bed (bed_id INTEGER PRIMARY KEY, inn_name TEXT NOT NULL, width INTEGER);
  CREATE TABLE repair (repair_id INTEGER PRIMARY KEY, kiln_title TEXT NOT NULL, done_on DATE NOT NULL);
`);

describe('nouns for the rows of a table that is called otherwise', () => {
  it.each([
    ['Which pot has no grade?', 'SELECT pot_name FROM ceramic AS c WHERE grade IS NULL'],
    [
      'the most expensive pot',
      'SELECT pot_name FROM ceramic AS c ORDER BY price DESC NULLS LAST LIMIT 1',
    ],
    ['What is the average price of the pots?', 'SELECT avg(price) AS avg_price FROM ceramic AS c'],
    ['How many pots are there?', 'SELECT count(*) AS ceramic_count FROM ceramic AS c'],
    [
      'List potters without pots',
      'SELECT p.potter_name FROM potter AS p WHERE NOT EXISTS (SELECT 1 FROM ceramic AS c WHERE c.pid = p.pid)',
    ],
    [
      'Which glaze is used in the most pots?',
      'SELECT t.glaze_name FROM ceramic AS c INNER JOIN glaze AS t ON c.glaze_id = t.glaze_id GROUP BY t.glaze_id, t.glaze_name ORDER BY count(*) DESC LIMIT 1',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('are the column among other columns, and where different ones are counted', () => {
    expect(sqlOf('show pot, price and grade')).toBe(
      'SELECT pot_name, price, grade FROM ceramic AS c',
    );
    expect(sqlOf('How many different pots are there?')).toBe(
      'SELECT count(DISTINCT pot_name) AS count_pot_name FROM ceramic AS c',
    );
  });

  it('are none where a table is called so, nor of what rows only belong to or happen to', () => {
    expect(sqlOf('Which pottery has no fee?')).toBe(
      'SELECT pottery_name FROM pottery AS p WHERE fee IS NULL',
    );
    expect(sqlOf('What is the average width of the beds of each inn?')).toBe(
      'SELECT avg(width) AS avg_width, inn_name FROM bed AS b GROUP BY inn_name',
    );
    expect(sqlOf('How many different kilns are there?')).toBe(
      'SELECT count(DISTINCT kiln_title) AS count_kiln_title FROM repair AS r',
    );
  });
});
