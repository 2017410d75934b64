import { compileQuery } from '@ai-etl/compile';
import { askQuestion, makeQuestionReader, type KnownValue, type RunTrial } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { readDdl } from '../ddl/read-ddl.ts';

const clinic = readDdl(`
  CREATE TABLE doctors (doctor_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, specialty TEXT NOT NULL,
    salary REAL NOT NULL, hired_on DATE NOT NULL);
  CREATE TABLE patients (patient_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, city TEXT NOT NULL,
    birth_date DATE NOT NULL);
  CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
    doctor_id INTEGER NOT NULL, fee REAL NOT NULL, starts_at DATE NOT NULL, city TEXT NOT NULL);
`);

const values = (
  [
    ['doctors', 'specialty', 'Cardiology'],
    ['patients', 'city', 'Lyon'],
    ['visits', 'city', 'Lyon'],
    ['patients', 'city', 'Nantes'],
  ] as const
).map(([table, column, value]): KnownValue => ({
  schema: clinic.defaultSchema,
  table,
  column,
  value,
  words: value.toLowerCase(),
}));

const reader = makeQuestionReader(clinic, values);
const ask = (question: string, run?: RunTrial) =>
  askQuestion({ question, reader, ...(run === undefined ? {} : { run }) });

const rows = (...list: string[]) => ({ rows: list.map((one) => [one]), truncated: false });

describe('answers', () => {
  it('come with the query, in words made of its parts', async () => {
    const outcome = await ask('How many visits does each doctor have?');
    expect(outcome).toMatchObject({ kind: 'answered' });
    if (outcome.kind !== 'answered') return;
    expect(outcome.explanation).toBe(
      'This query joins visits and doctors and computes the number of visits for each doctors.full_name.',
    );
    expect(outcome.confidence).toBeGreaterThan(0);
    expect(outcome.confidence).toBeLessThanOrEqual(1);
  });

  it('tell a join that no key declares', async () => {
    const outcome = await ask('How many visits does each doctor have?');
    expect(outcome).toMatchObject({
      assumptions: [{ path: 'join', value: 'visits.doctor_id = doctors.doctor_id' }],
    });
  });

  it('tell the words of which no notice was taken, and are less sure of themselves then', async () => {
    const plain = await ask('What is the average fee of visits?');
    const unread = await ask('What is the average fee of visits, cheerfully?');
    expect(unread).toMatchObject({
      kind: 'answered',
      assumptions: [{ path: 'words', value: 'cheerfully' }],
    });
    if (plain.kind !== 'answered' || unread.kind !== 'answered') return;
    expect(unread.confidence).toBeLessThan(plain.confidence);
  });
});

describe('questions back', () => {
  it.each([
    ['How many ambulances are there?', 'unanswerable', /"ambulances"/u],
    [
      'What is the oxygen consumption of each ward?',
      'unanswerable',
      /"oxygen consumption" and "ward"/u,
    ],
    ['Number of website clicks per doctor', 'unanswerable', /"website clicks"/u],
    ['How many of them are there?', 'unclear', /shown or counted/u],
    ['Give me the numbers', 'unclear', /shown or counted/u],
    ['Put the doctors in the right order', 'unclear', /In order of what/u],
    ['Who are the top doctors?', 'unclear', /Best or worst by what/u],
  ] as const)('%s', async (question, kind, words) => {
    const outcome = await ask(question);
    expect(outcome.kind).toBe(kind);
    expect('clarification' in outcome ? outcome.clarification.question : '').toMatch(words);
  });

  it('offer what rows can be ranked by', async () => {
    const outcome = await ask('Who are the top doctors?');
    expect(outcome).toMatchObject({
      clarification: {
        choices: [{ value: 'salary' }, { value: 'hired_on' }, { value: 'number of visits' }],
      },
    });
  });

  it('are refusals where something would be changed', async () => {
    expect(await ask('Delete all visits')).toMatchObject({ kind: 'refused' });
    expect(await ask("Visits'; DROP TABLE visits; --")).toMatchObject({ kind: 'refused' });
  });
});

describe('what running readings shows', () => {
  const question = 'How many visits in Lyon?';
  const sqlOf = (query: Parameters<RunTrial>[0]): string => {
    const options = { dialect: 'sqlite', now: '2026-01-01T00:00:00Z', timezone: 'UTC' } as const;
    const printed = compileQuery(query, options);
    return 'sql' in printed ? printed.sql : '';
  };

  it('drops what the system refuses', async () => {
    const asked: string[] = [];
    const outcome = await ask(question, async (query) => {
      asked.push(sqlOf(query));
      return asked.length === 1 ? 'failed' : rows('3');
    });
    expect(outcome).toMatchObject({ kind: 'answered' });
    if (outcome.kind === 'answered') expect(sqlOf(outcome.query)).toBe(asked[1]);
  });

  it('asks back when nothing runs', async () => {
    expect(await ask(question, async () => 'failed')).toMatchObject({ kind: 'unclear' });
  });

  it('counts equal rows once', async () => {
    const outcome = await ask(question, async () => rows('3'));
    expect(outcome).toMatchObject({ kind: 'answered', alternatives: [] });
  });
});

it('throws for an empty question', async () => {
  await expect(ask(' ')).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
});

describe('what the words imply of the columns that are shown', () => {
  const sqlOf = async (question: string): Promise<string> => {
    const outcome = await ask(question);
    const options = { dialect: 'sqlite', now: '2026-01-01T00:00:00Z', timezone: 'UTC' } as const;
    const printed = outcome.kind === 'answered' ? compileQuery(outcome.query, options) : null;
    return printed !== null && 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : '';
  };

  it.each([
    ['top 3 doctors by number of visits', /^SELECT d\.full_name, count\(\*\) AS \w+ FROM/u],
    ['When was the latest visit?', /^SELECT starts_at FROM visits AS v ORDER BY starts_at DESC/u],
    ['What specialties do we offer?', /^SELECT DISTINCT specialty FROM doctors/u],
    ['visits by city', /^SELECT count\(\*\) AS \w+, city FROM visits AS v GROUP BY city$/u],
    ['median fee of visits', /^SELECT etl_median\(fee\)/u],
  ])('%s', async (question, sql) => {
    expect(await sqlOf(question)).toMatch(sql);
  });
});

describe('the project’s own words', () => {
  it('name what they are said to name, before any other', async () => {
    const own = makeQuestionReader(clinic, values, [
      {
        term: 'heart people',
        means: { kind: 'value', table: 'doctors', column: 'specialty', value: 'Cardiology' },
      },
      { term: 'takings', means: { kind: 'column', table: 'visits', column: 'fee' } },
      { term: 'medics', means: { kind: 'table', table: 'doctors' } },
    ]);
    const outcome = await askQuestion({ question: 'average takings of visits', reader: own });
    expect(JSON.stringify(outcome)).toContain('the average of fee');
    const medics = await askQuestion({
      question: 'How many medics are heart people?',
      reader: own,
    });
    expect(medics).toMatchObject({ kind: 'answered' });
    expect(JSON.stringify(medics)).toContain("specialty is 'Cardiology'");
  });
});

it('gives the same rows each time where a page of them is listed', async () => {
  const outcome = await askQuestion({
    question: 'List the names of doctors',
    reader,
    listLimit: 50,
  });
  expect(outcome).toMatchObject({
    query: { limit: { count: 50 }, orderBy: [{ by: { kind: 'column', name: 'doctor_id' } }] },
  });
});
