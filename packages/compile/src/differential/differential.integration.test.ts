import { acquireTestServers } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenCases } from '../golden/cases.ts';
import { programOf, queryOf, type GoldenCase } from '../golden/golden-case.ts';
import { canonicalRows } from './canonical.ts';
import { openClickhouseRows, type ClickhouseRows } from './clickhouse-rows.ts';
import { openPostgresqlRows, type PostgresqlRows } from './postgresql-rows.ts';
import { randomCases } from './random-expressions.ts';
import { isPythonReady, runPandas, type PandasOutcome } from './run-pandas.ts';

/** Random ones too: RANDOM_SEED=n tries others. */
const cases = [...goldenCases, ...randomCases(Number(process.env['RANDOM_SEED'] ?? 1), 40)];

const sourceOf: Readonly<Record<string, string>> = { odd: 'odd "name"' };

function inputsOf(one: GoldenCase): Readonly<Record<string, string>> {
  const steps = new Set(one.steps.map(({ id }) => id));
  const sources = one.steps.flatMap((step) => step.inputs.filter((id) => !steps.has(id)));
  return Object.fromEntries(sources.map((id) => [id, sourceOf[id] ?? id]));
}

/** DIALECT_UNSUPPORTED by choice; each golden file shows the diagnostic. */
const refusedByClickhouse = ['cast-float-to-text', 'cast-float-to-decimal', 'step-join-inequality'];

/** Every golden case on the same hostile rows, computed three times. PostgreSQL is the reference. */
describe('the same rows from PostgreSQL, ClickHouse and pandas', () => {
  let postgresql: PostgresqlRows;
  let clickhouse: ClickhouseRows;
  let pandas: Readonly<Record<string, PandasOutcome>> = {};
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const servers = await acquireTestServers();
    const database = await servers.postgres.createDatabase();
    closers.push(() => database.drop());
    postgresql = await openPostgresqlRows(database.url);
    closers.push(() => postgresql.close());
    const warehouse = await servers.clickhouse.createDatabase();
    closers.push(() => warehouse.drop());
    clickhouse = await openClickhouseRows(warehouse);
    if (isPythonReady()) {
      pandas = await runPandas(
        cases.map((one) => ({
          name: one.name,
          code: programOf(one, 'postgresql'),
          inputs: inputsOf(one),
        })),
      );
    }
  });

  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function reference(one: GoldenCase) {
    const result = queryOf(one, 'postgresql');
    if (!('query' in result)) expect.fail(`PostgreSQL cannot: ${JSON.stringify(result)}`);
    const { sql, columns } = result.query;
    return { columns, rows: canonicalRows(await postgresql.query(sql), columns) };
  }

  const named = cases.map((one) => [one.name, one] as const);

  it.each(named)('ClickHouse: %s', async (name, one) => {
    const expected = await reference(one);
    const result = queryOf(one, 'clickhouse');
    if (!('query' in result)) {
      expect(refusedByClickhouse).toContain(name);
      return;
    }
    const rows = await clickhouse.query(result.query.sql);
    expect(canonicalRows(rows, expected.columns)).toEqual(expected.rows);
  });

  if (!isPythonReady() && process.env['CI'] === undefined) {
    process.stderr.write('Skipped: no .cache/python, run scripts/python-env.mjs.\n');
  }
  const pandasTest = it.skipIf(!isPythonReady() && process.env['CI'] === undefined);

  pandasTest.each(named)('pandas: %s', async (name, one) => {
    const expected = await reference(one);
    const outcome = pandas[name] ?? { error: 'the program did not run' };
    if ('error' in outcome) expect.fail(outcome.error);
    expect(outcome.columns).toEqual(expected.columns.map((column) => column.name));
    expect(canonicalRows(outcome.rows, expected.columns)).toEqual(expected.rows);
  });
});
