import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const gym = askedSql(
  `
  CREATE TABLE clubs (club_id INTEGER PRIMARY KEY, club_name VARCHAR(40) NOT NULL);
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    club_id INTEGER NOT NULL REFERENCES clubs(club_id), born_on DATE NOT NULL, city VARCHAR(30) NOT NULL);
  CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members(member_id),
    came_at TIMESTAMP NOT NULL);
`,
  { held: [['members', 'full_name', 'Anna Berg']] },
);

/** What follows WHERE. */
const conditionOf = (question: string) => gym.sqlOf(question).split(' WHERE ')[1];

describe('ages are told by days of birth', () => {
  it.each([
    ['How many members are over 65?', "born_on < DATE '1960-01-02'"],
    ['members under 18', "born_on >= DATE '2008-01-02'"],
    ['members older than 50', "born_on < DATE '1975-01-02'"],
    ['members younger than 25', "born_on >= DATE '2001-01-02'"],
    ['members 65 or older', "born_on < DATE '1961-01-02'"],
    ['members aged 18 and over', "born_on < DATE '2008-01-02'"],
    ['members aged 30 to 40', "born_on < DATE '1996-01-02' AND born_on >= DATE '1985-01-02'"],
    [
      'members between 30 and 40 years old',
      "born_on < DATE '1996-01-02' AND born_on >= DATE '1985-01-02'",
    ],
    [
      'members who are exactly 30 years old',
      "born_on >= DATE '1995-01-02' AND born_on < DATE '1996-01-02'",
    ],
    ['visits of members over 60', "m.born_on < DATE '1965-01-02'"],
    ['Сколько участников старше 60?', "born_on < DATE '1965-01-02'"],
  ])('%s', (question, condition) => {
    expect(conditionOf(question)).toBe(condition);
  });

  it.each([
    ['average age of members', /^SELECT avg\(.+\) AS avg_age FROM members AS m$/u],
    [
      'average age of members by club',
      /AS avg_age, c.club_name .+ GROUP BY c.club_id, c.club_name$/u,
    ],
    ['How old is Anna Berg?', /END AS age FROM members AS m WHERE full_name = 'Anna Berg'$/u],
    ['the oldest member', /^SELECT full_name FROM members AS m ORDER BY born_on LIMIT 1$/u],
  ])('%s', (question, sql) => {
    expect(gym.sqlOf(question)).toMatch(sql);
  });

  it('takes no number for an age of what is not born', () => {
    expect(gym.sqlOf('visits over 60')).not.toContain('born_on');
  });
});
