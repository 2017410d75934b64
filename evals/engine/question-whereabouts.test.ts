import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf, reader } = askedSql(
  `
  CREATE TABLE labels (label_id INTEGER PRIMARY KEY, label_name VARCHAR(60) NOT NULL, based_in VARCHAR(40) NOT NULL);
  CREATE TABLE drummers (drummer_id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, birthplace VARCHAR(40) NOT NULL,
    mass_kg INTEGER NOT NULL);
  CREATE TABLE tutors (tutor_id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, subject VARCHAR(40) NOT NULL);
  CREATE TABLE crates (crate_id INTEGER PRIMARY KEY, crate_name VARCHAR(20) NOT NULL, sent_on DATE NOT NULL);
`,
  {
    held: [
      ['labels', 'label_name', 'Redbird'],
      ['drummers', 'name', 'Ole Lund'],
      ['tutors', 'name', 'Ida Moor'],
      ['crates', 'crate_name', 'Zeta'],
    ],
  },
);

describe('what is asked about a name is no name', () => {
  it.each([
    [
      'Where is Redbird based?',
      "SELECT DISTINCT based_in FROM labels AS l WHERE label_name = 'Redbird'",
    ],
    [
      'Where does Ole Lund come from?',
      "SELECT DISTINCT birthplace FROM drummers AS d WHERE name = 'Ole Lund'",
    ],
    [
      'Where is Ole Lund from?',
      "SELECT DISTINCT birthplace FROM drummers AS d WHERE name = 'Ole Lund'",
    ],
    ['How much does Ole Lund weigh?', "SELECT mass_kg FROM drummers AS d WHERE name = 'Ole Lund'"],
    [
      'What does the tutor Ida Moor teach?',
      "SELECT subject FROM tutors AS t WHERE name = 'Ida Moor'",
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it.each([
    'Where does the crate Zeta come from?',
    'Where is Zeta based?',
    'How much does the crate Zeta weigh?',
    'What does the drummer Ole Lund sell?',
  ])('%s is asked back', async (question) => {
    expect((await askQuestion({ question, reader })).kind).not.toBe('answered');
  });
});
