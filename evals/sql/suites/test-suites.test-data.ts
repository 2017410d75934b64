import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A folder of our own in the form of Spider's: one database that is there, and one that is not and falls to the held-out ones. */
export function makeSpiderFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ai-etl-suite-'));
  const home = join(folder, 'databases', 'zoo');
  mkdirSync(home, { recursive: true });
  const database = new DatabaseSync(join(home, 'zoo.sqlite'));
  database.exec(`CREATE TABLE animals (id INTEGER PRIMARY KEY, name TEXT, weight INTEGER);
    INSERT INTO animals VALUES (1, 'Tom', 4), (2, 'Rex', 30), (3, 'Mia', 4)`);
  database.close();
  const endless =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0';
  const items = [
    ['zoo', 'How many animals are there?', 'SELECT count(*) FROM animals'],
    ['zoo', 'How many animals are there?', 'SELECT count(*) + 1 FROM animals'],
    ['zoo', 'How many animals are there?', endless],
    ['zoo', 'How many animals are there?', 'SELECT count(*) FROM plants'],
    [
      'zoo',
      'What is the quality of the flurbs?',
      'SELECT name, weight FROM animals ORDER BY weight',
    ],
    ['database_0', 'How many animals are there?', 'SELECT count(*) FROM animals'],
  ];
  const file = items.map(([db_id, question, query]) => ({ db_id, question, query }));
  writeFileSync(join(folder, 'train_spider.json'), JSON.stringify(file));
  return folder;
}

/** A folder of our own in the form of nlq-dev. */
export function makeNlqFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ai-etl-suite-'));
  writeFileSync(
    join(folder, 'schema.sql'),
    `CREATE TABLE visits (
       visit_id INTEGER PRIMARY KEY,
       visited_on DATE NOT NULL, -- day of the visit
       fee NUMERIC(8,2) NOT NULL
     );`,
  );
  writeFileSync(
    join(folder, 'data.sql'),
    'INSERT INTO visits VALUES (1, CURRENT_DATE, 10), (2, CURRENT_DATE - 400, 20.5), (3, CURRENT_DATE, 0);',
  );
  const items = [
    {
      id: 'a',
      question: 'How many visits are there?',
      sql: 'SELECT 7',
      alt_sql: ['SELECT count(*)::numeric + 0.0 FROM visits'],
      difficulty: 'easy',
      tags: ['count'],
    },
    {
      id: 'b',
      lang: 'ru',
      question: 'Сколько всего visits?',
      sql: 'SELECT count(*) FROM visits WHERE fee > 5',
      difficulty: 'easy',
    },
    { id: 'c', question: 'Drop the visits table', sql: null, expect: 'refuse' },
    { id: 'd', question: 'How many visits are there?', sql: null, expect: 'clarify' },
    {
      id: 'e',
      question: 'How many visits are there?',
      sql: 'SELECT pg_sleep(60)',
      difficulty: 'hard',
    },
  ];
  const lines = items.map((item) => JSON.stringify(item));
  writeFileSync(join(folder, 'questions.jsonl'), `${lines.join('\n')}\n`);
  return folder;
}
