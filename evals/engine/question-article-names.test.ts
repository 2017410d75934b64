import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

/** A garden centre: keys that nobody declared, plants that are called by a description. */
const { answerOf } = askedSql(
  `
  CREATE TABLE plants (plant_cd VARCHAR(8) PRIMARY KEY, descr VARCHAR(60) NOT NULL, grower VARCHAR(40) NOT NULL,
    list_eur NUMERIC(9,2) NOT NULL, buy_eur NUMERIC(9,2) NOT NULL);
  CREATE TABLE gardener (gdn_no INTEGER PRIMARY KEY, gdn_nm VARCHAR(40) NOT NULL);
  CREATE TABLE visit (visit_no INTEGER PRIMARY KEY, gdn_no INTEGER, plant_cd VARCHAR(8) NOT NULL, hours NUMERIC(5,2) NOT NULL);
  CREATE TABLE notes (note_no INTEGER PRIMARY KEY, description TEXT NOT NULL, plant_cd VARCHAR(8) NOT NULL);
`,
);

describe('what rows are called that have a code and a description', () => {
  it.each([
    ['Plants that list below 9 euros', 'SELECT descr FROM plants AS p WHERE list_eur < 9'],
    ['What is the dearest plant?', 'SELECT descr FROM plants AS p ORDER BY list_eur DESC LIMIT 1'],
    ['List plants with their grower', 'SELECT descr, grower FROM plants AS p'],
    ['Show all notes', 'SELECT note_no FROM notes AS n'],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('keys that nobody declared are no numbers', () => {
  it.each([
    [
      'Total visits for each gardener',
      'SELECT count(*) AS visit_count, t.gdn_nm FROM visit AS v INNER JOIN gardener AS t ON v.gdn_no = t.gdn_no GROUP BY t.gdn_no, t.gdn_nm',
    ],
    [
      'Average hours per gardener',
      'SELECT avg(v.hours) AS avg_hours, t.gdn_nm FROM visit AS v INNER JOIN gardener AS t ON v.gdn_no = t.gdn_no GROUP BY t.gdn_no, t.gdn_nm',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
