import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE clubs (club_no INTEGER PRIMARY KEY, club_nm VARCHAR(40) NOT NULL, city VARCHAR(30) NOT NULL);
  CREATE TABLE trainers (trn_id INTEGER PRIMARY KEY, trn_nm VARCHAR(40) NOT NULL,
    club_no INTEGER NOT NULL REFERENCES clubs(club_no), rate_hr NUMERIC(6,2) NOT NULL);
  CREATE TABLE equipment (tag VARCHAR(9) PRIMARY KEY, club_no INTEGER NOT NULL REFERENCES clubs(club_no),
    kind VARCHAR(20) NOT NULL);
`,
);

describe('words that no name has, for those near in meaning', () => {
  it.each([
    ['Which gyms are in Oslo?', `SELECT club_nm FROM clubs AS c WHERE city = 'Oslo'`],
    ['How many instructors are there?', 'SELECT count(*) AS trainers_count FROM trainers AS t'],
    [
      'Count of kit by type',
      'SELECT count(*) AS equipment_count, kind FROM equipment AS e GROUP BY kind',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it.each(['How many rockets are there?', 'What is the temperature of each gym?'])(
    'asks back: %s',
    async (question) => {
      expect(await answerOf(question)).toBe('unanswerable');
    },
  );
});

const fairs = askedSql(
  `
  CREATE TABLE fairs (fair_id INTEGER PRIMARY KEY, fair_name VARCHAR(40), town VARCHAR(30), start_month VARCHAR(9),
    founded INTEGER);
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, fair_id INTEGER REFERENCES fairs(fair_id), born_on DATE);
`,
  {
    held: [
      ['fairs', 'fair_name', 'Kiel Week'],
      ['fairs', 'town', 'Kiel'],
      ['fairs', 'start_month', 'June'],
    ],
  },
);

describe('columns that hold what a question asks for', () => {
  it.each([
    [
      'In which month does the Kiel Week start?',
      `start_month FROM fairs AS f WHERE fair_name = 'Kiel Week'`,
    ],
    ['In which town is the Kiel Week held?', `town FROM fairs AS f WHERE fair_name = 'Kiel Week'`],
    [
      'Which months have at least two fairs?',
      'start_month FROM fairs AS f GROUP BY start_month HAVING count(*) >= 2',
    ],
    [
      'Show the fairs founded between 1900 and 1950',
      'fair_name FROM fairs AS f WHERE founded BETWEEN 1900 AND 1950',
    ],
  ])('%s', async (question, sql) => {
    const answer = await fairs.answerOf(question);
    expect(answer.replace(/^SELECT (?:DISTINCT )?/u, '')).toBe(sql);
  });
});
