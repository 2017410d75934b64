import { askQuestion } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { reader, sqlOf } = askedSql(`
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, joined_on DATE NOT NULL,
    band TEXT NOT NULL CHECK (band IN ('adult', 'junior')));
  CREATE TABLE halls (hall_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE passes (pass_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members);
  CREATE TABLE entries (entry_id INTEGER PRIMARY KEY, pass_id INTEGER NOT NULL REFERENCES passes,
    hall_id INTEGER NOT NULL REFERENCES halls, entered_on DATE NOT NULL, fee NUMERIC(8,2) NOT NULL);
`);

const ofMembers =
  'FROM passes AS p INNER JOIN members AS m ON p.member_id = m.member_id WHERE m.full_name =';

describe('a name that nobody has seen is of those that the rows belong to', () => {
  it.each([
    ['passes of Globex', `SELECT p.pass_id ${ofMembers} 'Globex'`],
    ["passes of 'Globex Ltd'", `SELECT p.pass_id ${ofMembers} 'Globex Ltd'`],
    [
      'How many passes does Anna van der Berg have?',
      `SELECT count(*) AS passes_count ${ofMembers} 'Anna van der Berg'`,
    ],
    [
      'passes of Globex and Initech',
      `SELECT p.pass_id ${ofMembers} 'Globex' OR m.full_name = 'Initech'`,
    ],
    ['passes of Rio de Souza', `SELECT p.pass_id ${ofMembers} 'Rio de Souza'`],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

const kindOf = async (question: string, rows: string[][] | null): Promise<unknown> => {
  const run = async () => Promise.resolve({ rows: rows ?? [], truncated: false });
  const outcome = await askQuestion({ question, reader, ...(rows === null ? {} : { run }) });
  return outcome.kind === 'unanswerable' ? outcome.words : outcome.kind;
};

describe('a name that no row has is asked about', () => {
  it.each([
    ['passes of Globex', []],
    ['how many passes does Globex have', [['0']]],
    ['sum of fee of Globex', [[]]],
  ])('%s', async (question, rows) => {
    expect(await kindOf(question, rows)).toStrictEqual(['Globex']);
  });

  it('and not where rows have it', async () => {
    expect(await kindOf('passes of Globex', [['7']])).toBe('answered');
  });

  it('nor where it is said of what it is', async () => {
    expect(await kindOf("members whose full name is 'Globex'", [])).toBe('answered');
  });
});

const readings = askedSql(`
  CREATE TABLE readings (reading_id INTEGER PRIMARY KEY, taken_on DATE NOT NULL, celsius NUMERIC(5,2) NOT NULL);
`);

describe('a name that no column can hold is asked about', () => {
  it.each([
    ['How many readings of Zeppelin are there?', ['Zeppelin']],
    ["average celsius of readings in 'Hall 4' last week", ['Hall 4']],
    ['Compare readings of Zeppelin and Narnia Ltd', ['Zeppelin', 'Narnia Ltd']],
  ])('%s', async (question, words) => {
    const outcome = await askQuestion({ question, reader: readings.reader });
    expect(outcome).toMatchObject({ kind: 'unanswerable', words });
  });
});

describe('words that say which rows are meant are not passed over', () => {
  it.each([['junior and platinum members', ['platinum']]])('%s', async (question, words) => {
    expect(await kindOf(question, null)).toStrictEqual(words);
  });

  it.each([
    'List All Members By Band',
    'Count The Entries Of Every Member',
    'junior and adult members',
  ])('capitals of titles say nothing: %s', async (question) => {
    expect(await kindOf(question, null)).toBe('answered');
  });
});
