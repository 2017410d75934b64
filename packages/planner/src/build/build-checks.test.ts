import { resolveSpec } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { postgres, retail, warehouse } from '../connections.test-data.ts';
import { answerClarification, planPipeline } from '../plan-pipeline.ts';
import type { PlanOutcome } from '../plan-types.ts';

const plan = (description: string): Promise<PlanOutcome> =>
  planPipeline({ description, connections: retail });
const codes = ({ diagnostics }: PlanOutcome): readonly string[] =>
  diagnostics.map((one) => one.code);

const connections = new Map(
  [postgres, warehouse].map(({ id, name, type, catalog }) => [
    id,
    {
      id,
      name,
      type,
      capabilities: {
        source: true,
        target: true,
        dialect: 'postgresql',
        writeModes: ['append', 'replace', 'merge'],
        consistentSnapshot: true,
      } as const,
      catalog: catalog ?? { defaultSchema: '', tables: [] },
      serverIdentity: id,
    },
  ]),
);
const problems = ({ spec }: PlanOutcome): readonly string[] =>
  resolveSpec(spec, { connections, querySchemas: new Map() }).diagnostics.map((one) => one.code);

const load = (words: string): string =>
  `Load orders from PostgreSQL to ClickHouse daily at 4:00 UTC, append. ${words}`;

describe('promises of the words become checks', () => {
  it.each<readonly [string, readonly object[]]>([
    [
      'id must be unique and never empty, otherwise abort.',
      [
        { kind: 'unique', columns: ['id'] },
        { kind: 'not_null', columns: ['id'] },
      ],
    ],
    [
      'status must be one of new, paid or sent.',
      [{ kind: 'accepted_values', column: 'status', values: ['new', 'paid', 'sent'] }],
    ],
    [
      'total_amount must be between 0 and 1000.',
      [{ kind: 'range', column: 'total_amount', min: '0', max: '1000' }],
    ],
    ['total_amount must be positive.', [{ kind: 'sql', condition: 'total_amount > 0' }]],
    ['There must be at least 100 rows.', [{ kind: 'row_count', min: 100 }]],
  ])('%s', async (words, checks) => {
    const outcome = await plan(load(words));
    expect(outcome.status).toBe('ready');
    expect(outcome.spec.checks).toMatchObject(checks);
    expect(outcome.spec.checks).toHaveLength(checks.length);
    expect(outcome.spec.checks.every((one) => one.severity === 'fail')).toBe(true);
    expect(problems(outcome)).toEqual([]);
  });

  it('counts the rows of a day where the column of the day is clear', async () => {
    const { spec } = await planPipeline({
      description:
        'Load stores from PostgreSQL to ClickHouse; there must be at least 5 rows for yesterday, otherwise abort',
      connections: retail,
    });
    const [check] = spec.checks;
    expect(check).toMatchObject({ kind: 'row_count', min: 5 });
    expect(spec.steps.find((step) => step.id === check?.on)).toMatchObject({ op: 'filter' });
  });

  it('are about the columns as they arrive', async () => {
    const { spec } = await plan(load('Rename total_amount to total. total must not be negative.'));
    expect(spec.checks).toMatchObject([{ kind: 'range', column: 'total', min: '0' }]);
  });

  it('ask for a column that is not there', async () => {
    const outcome = await plan(load('price must not be negative.'));
    expect(outcome.clarification.map((one) => one.field)).toEqual(['columns']);
    const [question] = outcome.clarification;
    const answered = answerClarification({
      connections: retail,
      state: outcome.state,
      answers: { [question?.id ?? '']: 'total_amount' },
    });
    expect(answered.status).toBe('ready');
    expect(answered.spec.checks).toMatchObject([{ kind: 'range', column: 'total_amount' }]);
  });

  it('are written nowhere when nothing else is asked for', async () => {
    const outcome = await plan('Check PostgreSQL orders every day at 7:00: id must be unique');
    expect(outcome.status).toBe('ready');
    expect(outcome.spec.targets).toEqual([]);
    expect(problems(outcome)).toEqual(['NO_TARGET']);
  });
});

describe('a share of empty values', () => {
  it('is counted beside the load', async () => {
    const outcome = await plan(load('At most 2% of the notes values may be null.'));
    expect(outcome.spec.steps).toMatchObject([
      {
        id: 'orders_check_1_share',
        op: 'aggregate',
        measures: [
          { name: 'empty_values', expression: 'count(*) FILTER (WHERE notes IS NULL)' },
          { name: 'all_rows', expression: 'count(*)' },
        ],
      },
    ]);
    expect(outcome.spec.checks).toMatchObject([
      { on: 'orders_check_1_share', kind: 'sql', condition: 'empty_values <= 0.02 * all_rows' },
    ]);
    expect(problems(outcome)).toEqual([]);
  });
});

describe('a pattern of fixed length', () => {
  it('is a condition on each place', async () => {
    const outcome = await plan(load("currency must match '^[A-Z]{3}$'."));
    expect(outcome.spec.checks).toMatchObject([
      { kind: 'sql', condition: expect.stringContaining('length(currency) = 3 AND') },
    ]);
    expect(problems(outcome)).toEqual([]);
    expect(codes(outcome)).toEqual([]);
  });
});

describe('rows that break a promise', () => {
  it('go to the table that is named, with the reason, and the others to the target', async () => {
    const outcome = await plan(
      load('notes must not be empty, total_amount must be positive; bad rows go to orders_bad.'),
    );
    expect(outcome.spec.checks).toEqual([]);
    expect(outcome.spec.steps).toMatchObject([
      {
        id: 'orders_kept',
        where: 'notes IS NOT NULL AND coalesce(total_amount > 0, TRUE)',
      },
      { id: 'orders_apart', inputs: ['source_orders'] },
      { id: 'orders_because', inputs: ['orders_apart'], op: 'derive' },
    ]);
    expect(outcome.spec.targets).toMatchObject([
      { input: 'orders_kept', object: { name: 'orders' }, write: { mode: 'append' } },
      { input: 'orders_because', object: { name: 'orders_bad' }, write: { mode: 'append' } },
    ]);
    expect(problems(outcome)).toEqual([]);
    expect(codes(outcome)).toEqual([]);
  });

  it('stop the run where no single row breaks it, which is told', async () => {
    const outcome = await plan(
      load('id must be unique, notes must not be empty; bad rows go to orders_bad.'),
    );
    expect(outcome.spec.checks).toMatchObject([{ kind: 'unique', on: 'orders_kept' }]);
    expect(codes(outcome)).toEqual(['ROWS_NOT_SET_APART']);
    expect(problems(outcome)).toEqual([]);
  });
});

describe('what no check says is told', () => {
  it('a pattern of varying length', async () => {
    const outcome = await plan(load("currency must match '^[A-Z]+$'."));
    expect(outcome.spec.checks).toEqual([]);
    expect(codes(outcome)).toEqual(['CHECK_NOT_EXECUTABLE']);
  });

  it('pieces and workers', async () => {
    const outcome = await plan(load('20000 rows per batch, six workers.'));
    expect(outcome.diagnostics).toMatchObject([
      {
        code: 'OPTION_NOT_APPLIED',
        severity: 'warning',
        message: 'Understood, but without effect: batches of 20000 rows, 6 workers at a time.',
      },
    ]);
  });
});

describe('conditions that exclude each other', () => {
  const words = load('Only rows where total_amount is over 100 and total_amount is below 50.');

  it('are asked about, and neither is built before the answer', async () => {
    const outcome = await plan(words);
    expect(outcome.status).toBe('needs_clarification');
    expect(outcome.clarification).toMatchObject([{ id: 'filter_conflict', field: 'filter' }]);
    expect(outcome.spec.steps).toEqual([]);
  });

  it.each([
    ['first', ['total_amount > 100']],
    ['second', ['total_amount < 50']],
    ['either', ['total_amount > 100 OR total_amount < 50']],
  ])('the answer %s counts', async (answer, conditions) => {
    const { state } = await plan(words);
    const { spec, status } = answerClarification({
      connections: retail,
      state,
      answers: { filter_conflict: answer },
    });
    expect(status).toBe('ready');
    expect(spec.steps.map((step) => (step.op === 'filter' ? step.where : ''))).toEqual(conditions);
  });
});
