import { expect, it, vi } from 'vitest';
import { AiEtlError, type ConnectorSession, type Query } from '@ai-etl/core';
import { prepareSchema, type OfferedReading } from '@ai-etl/planner';
import { choiceIdsOf } from './choice-ids.ts';
import type { Task } from './task.ts';
import { tellReadings } from './tell-readings.ts';

const schema = { defaultSchema: 'public', tables: [] };

const query = (column: string): Query => ({
  kind: 'select',
  from: {
    alias: 't',
    object: { name: 'trips' },
    schema: [{ name: column, type: { kind: 'text' }, nullable: true }],
  },
  joins: [],
  subqueries: [],
  where: [],
  groupBy: null,
  having: [],
  select: [{ name: column, expression: { kind: 'column', table: 't', name: column } }],
  distinct: false,
  orderBy: [],
  limit: null,
});

const readings = ['start_city', 'end_city'].map((column): OfferedReading => ({
  query: query(column),
  meaning: query(column),
  explanation: column,
  found: null,
}));

// Only what samples need of a task: an admin who may see all.
const task = {
  request: {},
  choice: { schema, connection: { id: 'conn_1', projectId: 'proj_1' }, projectId: 'proj_1' },
  prepared: prepareSchema(schema),
  print: { dialect: 'postgresql', now: '2026-01-01T00:00:00Z', timezone: 'UTC' },
  caller: {
    userId: 'user_1',
    organisationId: 'org_1',
    role: 'admin',
    kind: 'user',
    apiKeyId: null,
    scopes: null,
    sessionId: null,
  },
} as unknown as Task;

async function rowsWith(
  sample: ConnectorSession['sample'],
): Promise<readonly (readonly unknown[] | null)[]> {
  const session = { sample } as Partial<ConnectorSession> as ConnectorSession;
  const ids = await choiceIdsOf('How many trips in Riga?', schema);
  const told = tellReadings(readings, { task, session, ids });
  await vi.advanceTimersByTimeAsync(20_000);
  return (await told).map(({ rows }) => rows);
}

const found = {
  columns: [{ name: 'city', type: { kind: 'text' } as const, nullable: true }],
  rows: [['Riga']],
  truncated: false,
};

it.each(['QUERY_FAILED', 'CONNECTION_LOST', 'PRIVILEGE_MISSING', 'PERMISSION_DENIED'] as const)(
  'shows no rows of a reading that ends in %s, and those of the others',
  async (code) => {
    vi.useFakeTimers();
    const rows = await rowsWith(async ({ sql }) => {
      if (sql.includes('start_city')) throw new AiEtlError(code, 'no');
      return found;
    });
    expect(rows).toEqual([null, [['Riga']]]);
    vi.useRealTimers();
  },
);

it('does not wait for a system that never answers, nor runs more than there is time for', async () => {
  vi.useFakeTimers();
  const asked: number[] = [];
  const rows = await rowsWith(({ timeoutMs }) => {
    asked.push(timeoutMs);
    return new Promise(() => undefined);
  });
  expect(rows).toEqual([null, null]);
  expect(asked.every((ms) => ms <= 2000)).toBe(true);
  vi.useRealTimers();
});

it('hides no fault of ours', async () => {
  const session = {
    sample: async () => {
      throw new TypeError('a bug');
    },
  } as Partial<ConnectorSession> as ConnectorSession;
  const ids = await choiceIdsOf('x', schema);
  await expect(tellReadings(readings, { task, session, ids })).rejects.toThrow('a bug');
});
