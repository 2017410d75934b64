import { parseSpec, resolveSpec, type DialectName, type Schema } from '@ai-etl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { printPandas } from './compile-pandas.ts';
import { compileSourceQuery } from './compile-source-query.ts';
import { compileSqlStep } from './compile-sql-step.ts';
import { goldenBinding } from './golden/golden-case.ts';
import { goldenConnection, goldenEnvironment } from './golden/tables.ts';
import { loadUserSqlParser } from './user-sql/parser.ts';

beforeAll(loadUserSqlParser);

const described: Schema = [
  { name: 'status', type: { kind: 'text' }, nullable: true },
  { name: 'n', type: { kind: 'int64' }, nullable: false },
];
const text = `WITH big AS (SELECT * FROM paid WHERE amount > 5)
SELECT status, count(*) AS n FROM big GROUP BY status;`;

function specOf(sql: string, written: DialectName, runs: DialectName = written) {
  const connection = goldenConnection(runs);
  const parsed = parseSpec({
    version: 1,
    name: 'sql',
    sources: [{ id: 'orders', connection, object: { name: 'orders' } }],
    steps: [
      { id: 'paid', op: 'filter', inputs: ['orders'], where: "status <> 'it''s'" },
      { id: 'own', op: 'sql', inputs: ['paid'], text: sql, dialect: written },
      { id: 'many', op: 'filter', inputs: ['own'], where: 'n > 1' },
    ],
    targets: [
      {
        id: 'out',
        input: 'many',
        connection,
        object: { name: 'out' },
        write: { mode: 'replace' },
      },
    ],
  });
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.diagnostics));
  return parsed.spec;
}

function toDescribe(sql: string, written: DialectName, runs?: DialectName) {
  const spec = specOf(sql, written, runs);
  const step = spec.steps.find((one) => one.op === 'sql');
  if (step?.op !== 'sql') expect.fail('the spec has a step of SQL');
  return compileSqlStep(step, spec, {
    environment: goldenEnvironment(),
    binding: { ...goldenBinding, params: {} },
  });
}

describe('a step of the user\u2019s own SQL', () => {
  it('is described over its inputs', () => {
    const result = toDescribe(text, 'postgresql');
    if (!('query' in result)) expect.fail(JSON.stringify(result));
    expect(result.query.connection).toBe(goldenConnection('postgresql'));
    expect(result.query.sql).toBe(`WITH "paid" AS (
  SELECT
    "id",
    "customer_id",
    "status",
    "amount",
    "quantity",
    "created_at"
  FROM "shop"."orders"
  WHERE "status" <> 'it''s'
)
SELECT *
FROM (
  WITH big AS (SELECT * FROM paid WHERE amount > 5)
SELECT status, count(*) AS n FROM big GROUP BY status
) AS "result"`);
  });

  it('has the described columns in the steps after it', () => {
    const environment = { ...goldenEnvironment(), querySchemas: new Map([['own', described]]) };
    const resolution = resolveSpec(specOf(text, 'clickhouse'), environment);
    expect(resolution.diagnostics).toEqual([]);
    const result = compileSourceQuery('many', resolution, {
      environment,
      binding: { ...goldenBinding, params: {} },
    });
    if (!('query' in result)) expect.fail(JSON.stringify(result));
    expect(result.query.columns.map(({ name }) => name)).toEqual(['status', 'n']);
    expect(result.query.sql).toMatch(/WHERE `n` > 1$/);
  });

  it('is unknown until it was described', () => {
    const { diagnostics } = resolveSpec(specOf(text, 'postgresql'), goldenEnvironment());
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'QUERY_REJECTED steps.1.text',
    ]);
  });

  it.each([
    ['SELECT * FROM customers', 'postgresql', 'postgresql', 'QUERY_REJECTED steps.1.text'],
    ['SELECT 1; SELECT 2', 'clickhouse', 'clickhouse', 'QUERY_REJECTED steps.1.text'],
    ['SELECT id FROM paid', 'clickhouse', 'postgresql', 'DIALECT_UNSUPPORTED steps.1.dialect'],
  ] as const)('may not run: %s (%s on %s)', (sql, written, runs, expected) => {
    const result = toDescribe(sql, written, runs);
    if (!('diagnostics' in result)) expect.fail('it was compiled');
    expect(result.diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([expected]);
  });

  it('is no Python', () => {
    const environment = { ...goldenEnvironment(), querySchemas: new Map([['own', described]]) };
    const resolution = resolveSpec(specOf(text, 'postgresql'), environment);
    const result = printPandas(resolution, environment, { ...goldenBinding, params: {} });
    if (!('diagnostics' in result)) expect.fail('it was printed');
    expect(result.diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'OP_NOT_EXECUTABLE steps.1.op',
    ]);
  });
});
