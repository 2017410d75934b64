import { AiEtlError } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import {
  connections,
  createRunFixture,
  lost,
  makeSpec,
  startTime,
  type SpecChange,
} from '../testing/run-fixture.ts';
import { dryRun, type DryRunRequest } from './dry-run.ts';

const binding = { logicalTime: startTime, timezone: 'UTC', params: {} };

function setUp(change: SpecChange = {}) {
  const fixture = createRunFixture(createManualClock(startTime));
  const request: DryRunRequest = {
    spec: makeSpec(change),
    connections: new Map(connections.map((one) => [one.id, one])),
    binding,
  };
  return { ...fixture, request };
}

describe('dryRun', () => {
  it('plans, explains and samples without writing anything', async () => {
    const { ports, source, target, request } = setUp({ tables: ['orders', 'customers'] });
    const result = await dryRun(ports, request);
    expect(result.diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(result.plan?.branches.map((one) => one.id)).toEqual(['to_orders', 'to_customers']);
    expect(result.samples.get('to_customers')?.rows).toEqual([
      ['7', 'seven'],
      ['8', 'eight'],
    ]);
    expect(result.estimates.get('to_orders')?.rows).toBe(3);
    expect([...result.tables.keys()]).toEqual(['to_orders', 'to_customers']);
    expect([target.tables.size, target.staging.size]).toEqual([0, 0]);
    expect([source.openSessions, target.openSessions]).toEqual([0, 0]);
  });

  it('reports every connection that does not answer, and no echo of that', async () => {
    const { ports, source, target, request } = setUp();
    source.faults.refuse = lost('The source');
    target.faults.refuse = lost('The target');
    const result = await dryRun(ports, request);
    const errors = result.diagnostics.filter((one) => one.severity === 'error');
    expect(errors.map(({ code, path }) => [code, path])).toEqual([
      ['CONNECTION_UNREACHABLE', 'sources.0.connection'],
      ['CONNECTION_UNREACHABLE', 'targets.0.connection'],
    ]);
    expect(errors[0]?.message).toContain('The source went away');
    expect(result.plan).toBeNull();
  });

  it('says that a source is empty', async () => {
    const { ports, source, request } = setUp();
    const orders = source.tables.get('orders');
    if (orders !== undefined) orders.lines = [];
    const result = await dryRun(ports, request);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'EMPTY_SOURCE',
        severity: 'warning',
        path: 'targets.0.input',
      }),
    );
  });

  it('names a missing table where the spec names it', async () => {
    const { ports, request } = setUp({ tables: ['orders', 'no_such_table'] });
    const result = await dryRun(ports, request);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'UNKNOWN_TABLE',
        path: expect.stringMatching(/^sources\.1/),
      }),
    );
  });

  it('ends in time when a source does not, and says so', async () => {
    const { ports, freezer, request } = setUp();
    freezer.freezeAt(0);
    const result = await dryRun(ports, { ...request, timeoutMs: 50 });
    expect(result.diagnostics.at(-1)).toMatchObject({ code: 'CONNECTION_UNREACHABLE' });
  });

  it('proves the local route: extracts are sampled, the rest runs on no rows', async () => {
    const { ports, target, scratch, request } = setUp({ united: true });
    const result = await dryRun(ports, request);
    expect(result.diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(result.plan?.route).toBe('local');
    expect([...result.samples.keys()]).toEqual(['orders', 'customers']);
    expect(scratch.opened).toHaveLength(1);
    expect(scratch.opened[0]?.openSessions).toBe(0);
    expect(target.staging.size).toBe(0);
  });

  it('says that the local route cannot be proved where no scratch database starts', async () => {
    const { ports, scratch, request } = setUp({ united: true });
    scratch.faults.refuse = lost('The scratch database');
    const result = await dryRun(ports, request);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'ROUTE_NOT_AVAILABLE', path: 'targets.0.input' }),
    );
  });

  it('reports what the scratch database refuses', async () => {
    const { ports, scratch, request } = setUp({ united: true });
    scratch.faults.refuseQuery = new AiEtlError('QUERY_FAILED', 'No such function.');
    const result = await dryRun(ports, request);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'QUERY_REJECTED',
        path: 'targets.0.input',
        message: expect.stringContaining('No such function'),
      }),
    );
  });
});
