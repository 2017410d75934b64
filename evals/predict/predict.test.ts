import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'ai-etl-predict-'));
const path = join(folder, 'vets.sqlite');

beforeAll(() => {
  const database = new DatabaseSync(path);
  database.exec(`CREATE TABLE animals (id INTEGER PRIMARY KEY, name TEXT, kind TEXT);
    INSERT INTO animals VALUES (1, 'Tom', 'cat'), (2, 'Rex', 'dog'), (3, 'Mia', 'cat')`);
  database.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly lines: readonly unknown[];
  readonly code: number | null;
}

/** Runs the program as an outside scorer does: lines in, lines out, until the input ends. */
async function predict(name: string, input: readonly string[]): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--conditions=ai-etl-source', join(root, 'scripts', 'predict.ts'), name],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stdin.end(input.map((line) => `${line}\n`).join(''));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = output.split('\n').filter((line) => line !== '');
  return { code, lines: lines.map((line): unknown => JSON.parse(line)) };
}

const ddl = 'CREATE TABLE singers (singer_id int PRIMARY KEY, name text, country text);';

describe('predict -- sql', { timeout: 90_000 }, () => {
  it('answers each line in order, one bad line by itself, and nothing else', async () => {
    const { lines, code } = await predict('sql', [
      JSON.stringify({
        id: 'a',
        question: 'How many singers are there?',
        dialect: 'postgresql',
        schema_ddl: ddl,
      }),
      'no json',
      JSON.stringify({
        id: 7,
        question: 'How many singers are there?',
        dialect: 'mysql',
        schema_ddl: ddl,
        db_path: null,
      }),
      JSON.stringify({ id: 'c', question: 'Delete all singers', schema_ddl: ddl }),
      JSON.stringify({ id: 'd', question: 'How many singers?', dialect: 'cobol', schema_ddl: ddl }),
      JSON.stringify({ id: 'e', question: 'How many singers?' }),
      JSON.stringify({ id: 'f', schema_ddl: ddl }),
      '',
      JSON.stringify({
        id: 'g',
        question: 'How many animals are there?',
        dialect: 'sqlite',
        db_path: path,
      }),
      JSON.stringify({
        id: 'h',
        question: 'How many animals?',
        dialect: 'sqlite',
        db_path: join(folder, 'none.sqlite'),
      }),
    ]);
    expect(code).toBe(0);
    expect(lines).toEqual([
      { id: 'a', sql: expect.stringMatching(/count\(\*\)[\s\S]*"?singers"?/iu) },
      {
        id: null,
        error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('no JSON') },
      },
      { id: 7, sql: expect.stringMatching(/count\(\*\)/iu) },
      { id: 'c', clarify: expect.stringMatching(/only read/u) },
      { id: 'd', error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('cobol') } },
      {
        id: 'e',
        error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('schema_ddl') },
      },
      {
        id: 'f',
        error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('question') },
      },
      { id: 'g', sql: expect.stringMatching(/count\(\*\)/iu) },
      { id: 'h', error: expect.objectContaining({ code: expect.any(String) }) },
    ]);
  });

  it('answers SQL that runs on the database it was asked about', async () => {
    const { lines } = await predict('sql', [
      JSON.stringify({
        id: 1,
        question: 'How many animals are there?',
        dialect: 'sqlite',
        db_path: path,
      }),
    ]);
    const [line] = lines;
    expect(line).toHaveProperty('sql');
    const sql = line !== null && typeof line === 'object' && 'sql' in line ? String(line.sql) : '';
    const database = new DatabaseSync(path, { readOnly: true });
    expect(Object.values(database.prepare(sql).get() ?? {})).toEqual([3]);
    database.close();
  });
});

describe('predict -- pipelines', { timeout: 90_000 }, () => {
  it('answers in the shape of the suite, and asks where something is missing', async () => {
    const { lines, code } = await predict('pipelines', [
      JSON.stringify({
        id: 'p1',
        description:
          'Append orders from PostgreSQL to ClickHouse shop.orders every day at 6:30 UTC, only rows where amount > 10',
      }),
      '{"id": "p2"}',
      JSON.stringify({ id: 'p3', description: 'Load data from PostgreSQL to ClickHouse' }),
    ]);
    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        id: 'p1',
        outcome: 'plan',
        sources: [{ type: 'postgresql', object: 'orders' }],
        targets: [{ type: 'clickhouse', object: 'shop.orders' }],
        operations: [{ op: 'filter', column: 'amount', cmp: '>', value: 10 }],
        write_mode: 'append',
        keys: [],
        load: { mode: 'full' },
        schedule: { kind: 'cron', cron: '30 6 * * *', timezone: 'UTC' },
        checks: [],
        notifications: [],
      },
      {
        id: 'p2',
        error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('description') },
      },
      expect.objectContaining({
        id: 'p3',
        outcome: 'clarify',
        ask_about: ['object'],
        understood: {
          sources: [{ type: 'postgresql', object: null }],
          targets: [{ type: 'clickhouse', object: null }],
        },
      }),
    ]);
  });
});

describe('a name of no program', { timeout: 90_000 }, () => {
  it('is told which there are', async () => {
    expect(await predict('poems', [])).toEqual({ code: 2, lines: [] });
  });
});
