import {
  diagnostic,
  invariant,
  parseSpec,
  resolveSpec,
  type PipelineSpecInput,
  type ResolveEnvironment,
  type TablePlan,
} from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { goldenConnection, goldenEnvironment } from '../golden/tables.ts';
import { printSqlScript } from './print-sql-script.ts';

const environment = goldenEnvironment();
const binding = {
  logicalTime: '2024-03-15T10:30:00Z',
  timezone: 'Europe/Berlin',
  params: {},
  maskKey: '0f'.repeat(32),
};

function specOf(change: Partial<PipelineSpecInput> = {}): PipelineSpecInput {
  const connection = goldenConnection('postgresql');
  return {
    version: 1,
    name: 'few_values',
    sources: [{ id: 'v', connection, object: { name: 'v' } }],
    targets: [
      {
        id: 'out',
        input: 'v',
        connection,
        object: { name: 'out' },
        write: { mode: 'replace', keys: [] },
      },
    ],
    ...change,
  };
}

function print(
  input: PipelineSpecInput,
  {
    table = {},
    known = environment,
  }: { table?: Partial<TablePlan>; known?: ResolveEnvironment } = {},
) {
  const parsed = parseSpec(input);
  invariant('spec' in parsed, JSON.stringify(parsed));
  const resolution = resolveSpec(parsed.spec, known);
  const schema = resolution.schemas.get(parsed.spec.targets[0]?.input ?? '') ?? [];
  const plan: TablePlan = {
    object: { schema: 'shop', name: 'out' },
    columns: schema.map((source) => ({ source, nativeType: 'text', nullable: true })),
    createSql: 'CREATE TABLE "shop"."out" ("id" bigint)',
    diagnostics: [],
    ...table,
  };
  return printSqlScript({
    resolution,
    environment: known,
    binding,
    tables: new Map([['out', plan]]),
  });
}

function refusals(...given: Parameters<typeof print>): readonly string[] {
  const result = print(...given);
  if ('code' in result) expect.fail(result.code);
  expect(result.diagnostics.filter(({ hint }) => hint === undefined)).toEqual([]);
  return result.diagnostics.map(({ code, path }) => `${code} ${path}`);
}

const targetOn = (dialect: Parameters<typeof goldenConnection>[0], change: object = {}) => [
  {
    id: 'out',
    input: 'v',
    connection: goldenConnection(dialect),
    object: { name: 'out' },
    write: { mode: 'replace' as const },
    ...change,
  },
];

describe('a SQL script', () => {
  it('is refused, with a cure, where one server is not enough', () => {
    expect(refusals(specOf({ targets: targetOn('clickhouse') }))).toEqual([
      'ROUTE_NOT_AVAILABLE targets.0.connection',
    ]);
  });

  it('is refused in SQLite, whose queries need functions of the engine', () => {
    const connection = goldenConnection('sqlite');
    const sources = [{ id: 'v', connection, object: { name: 'v' } }];
    expect(refusals(specOf({ sources, targets: targetOn('sqlite') }))).toEqual([
      'DIALECT_UNSUPPORTED sources.0.connection',
    ]);
  });

  it('is refused for history and for incremental sources', () => {
    const [connection] = environment.connections.values();
    invariant(connection !== undefined, 'there are connections');
    const capabilities = {
      ...connection.capabilities,
      writeModes: [...connection.capabilities.writeModes, 'scd2' as const],
    };
    const known = {
      ...environment,
      connections: new Map([[connection.id, { ...connection, capabilities }]]),
    };
    const write = { mode: 'scd2' as const, keys: ['id'] };
    expect(refusals(specOf({ targets: targetOn('postgresql', { write }) }), { known })).toEqual([
      'WRITE_MODE_NOT_SUPPORTED targets.0.write.mode',
    ]);
    const sources = [
      {
        id: 'v',
        connection: connection.id,
        object: { name: 'v' },
        incremental: { cursor: 'id' },
      },
    ];
    const merged = targetOn('postgresql', { write: { mode: 'merge', keys: ['id'] } });
    expect(refusals(specOf({ sources, targets: merged }))).toEqual([
      'DIALECT_UNSUPPORTED sources.0.incremental',
    ]);
  });

  it('is refused where the table would have to be altered', () => {
    const changes = [{ column: 's', change: 'added', from: null, to: 'text' }] as const;
    expect(refusals(specOf(), { table: { changes } })).toEqual([
      'TARGET_TYPE_MISMATCH targets.0.columns.s',
    ]);
  });

  it('is refused where only the engine sees that every digit fits', () => {
    const source = { name: 'd', type: { kind: 'decimal' as const }, nullable: true };
    const columns = [{ source, nativeType: 'Decimal(38, 9)', nullable: true }];
    expect(refusals(specOf(), { table: { columns } })).toEqual([
      'DECIMAL_UNBOUNDED targets.0.columns.d',
    ]);
  });

  it('is refused where the engine would set rows apart', () => {
    const found = diagnostic('ROWS_SET_APART', 'targets.0.columns.d', 'Some rows do not fit.');
    expect(refusals(specOf(), { table: { diagnostics: [found] } })).toEqual([
      'TARGET_TYPE_MISMATCH targets.0.columns.d',
    ]);
  });

  it('says how it is run and what it is given, and holds no key', () => {
    const steps: NonNullable<PipelineSpecInput['steps']> = [
      { id: 'some', op: 'filter', inputs: ['v'], where: 'n >= :least AND s <> :word' },
      {
        id: 'hidden',
        op: 'mask',
        inputs: ['some'],
        domain: "it's\nmine",
        columns: [{ name: 's', method: 'hash' }],
      },
    ];
    const params: PipelineSpecInput['params'] = [
      { name: 'least', type: 'int64', default: 5, description: 'two\nlines' },
      { name: 'word', type: 'text' },
    ];
    const checks: PipelineSpecInput['checks'] = [
      { id: 'late', on: 'out', kind: 'freshness', column: 'tz', max_age_seconds: 60 },
      { id: 'odd', on: 'out', kind: 'not_null', columns: ['s'], severity: 'warn' },
    ];
    const targets = targetOn('postgresql', { input: 'hidden' });
    const result = print(specOf({ steps, params, checks, targets }));
    if (!('code' in result)) expect.fail(JSON.stringify(result));
    const { code } = result;
    expect(code).not.toContain(binding.maskKey);
    const header = code.slice(0, code.indexOf('\n\n'));
    expect(header.split('\n').filter((line) => !line.startsWith('--'))).toEqual([]);
    expect(header).toContain(String.raw`printf '%s' $'\x6d\x61\x73\x6b\x3a\x68\x61\x73\x68\x3a`);
    expect(header).toContain('--     export PGOPTIONS="$PGOPTIONS -c ai_etl.word=…"');
    expect(header).toContain('ai_etl.mask_key_1=$MASK_KEY_1"');
    expect(header).toContain('--     least, int64, default "5"; two lines');
    expect(header).toContain('-- Not checked here: late, which the engine judges by time');
    expect(header).toContain('-- Not checked here: odd, which only warns.');
    expect(code).toContain(
      `SELECT set_config('ai_etl.least', coalesce(current_setting('ai_etl.least', true), '5'), false);`,
    );
    expect(code).toContain(`CAST(current_setting('ai_etl.least') AS bigint)`);
    expect(code).toContain('CREATE TABLE IF NOT EXISTS "shop"."out"');
  });

  it('shows defaults as the shell and the client of ClickHouse read them', () => {
    const connection = goldenConnection('clickhouse');
    const result = print(
      specOf({
        params: [{ name: 'word', type: 'text', default: 'C:\\new "$x"\nend' }],
        sources: [{ id: 'v', connection, object: { name: 'v' } }],
        steps: [{ id: 'some', op: 'filter', inputs: ['v'], where: 's <> :word' }],
        targets: targetOn('clickhouse', { input: 'some' }),
      }),
    );
    if (!('code' in result)) expect.fail(JSON.stringify(result));
    expect(result.code).toContain(String.raw`--param_word="C:\\\\new \"\$x\"\\nend"`);
  });
});
