import { describe, expect, it } from 'vitest';
import type { Catalog, Connector, ConnectorSession } from '@ai-etl/core';
import type { Connection, Scope } from '@ai-etl/store';
import { makeCatalogCache } from './catalog-cache.ts';

const scope: Scope = { organisationId: 'org_1' };

function setUp() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const state = {
    /** Looks at the system. */
    looks: 0,
    fails: false,
    stored: null as { catalog: Catalog; takenAt: string } | null,
    background: [] as unknown[],
    /** The look under way ends when this is called. */
    release: null as (() => void) | null,
    holds: false,
  };
  const catalogNamed = (number: number): Catalog => ({
    defaultSchema: `look_${number}`,
    tables: [],
  });
  const session: Pick<ConnectorSession, 'catalog' | 'close'> = {
    catalog: async () => {
      state.looks += 1;
      const mine = state.looks;
      if (state.holds) await new Promise<void>((resolve) => (state.release = resolve));
      if (state.fails) throw new TypeError('down');
      return catalogNamed(mine);
    },
    close: async () => {},
  };
  // Only what a catalog needs of the network edge.
  const connector = {
    spec: { type: 'postgresql' },
    open: async () => session,
  } as unknown as Connector;
  const connection = {
    id: 'conn_1',
    name: 'Sales',
    type: 'postgresql',
    updatedAt: '2025-12-31T00:00:00Z',
  } as Connection;
  const cache = makeCatalogCache({
    connections: { readSettings: async () => ({ host: '127.0.0.1' }) },
    catalogs: {
      getCatalog: async () => state.stored,
      getNewerCatalog: async (_scope, _id, takenAt) =>
        (state.stored?.takenAt ?? '') > takenAt ? state.stored : null,
      putCatalog: async (_scope, _id, catalog) => {
        state.stored = { catalog, takenAt: new Date(now).toISOString() };
        return true;
      },
    },
    connectors: { all: [connector], find: () => connector },
    clock: { now: () => now, sleep: async () => {} },
    onBackgroundFailure: (_id, error) => state.background.push(error),
  });
  const read = async (one = connection) => (await cache.read(scope, one)).catalog.defaultSchema;
  return { state, cache, connection, read, pass: (ms: number) => (now += ms) };
}

describe('the catalog cache', () => {
  it('asks the system once, then remembers, and stores it', async () => {
    const { state, read } = setUp();
    expect([await read(), await read()]).toEqual(['look_1', 'look_1']);
    expect(state.looks).toBe(1);
    expect(state.stored?.catalog.defaultSchema).toBe('look_1');
  });

  it('shares one look between callers at the same time', async () => {
    const { state, read } = setUp();
    expect(await Promise.all([read(), read(), read()])).toEqual(['look_1', 'look_1', 'look_1']);
    expect(state.looks).toBe(1);
  });

  it('answers one older than ten minutes at once, and reads it anew behind the scenes', async () => {
    const { state, read, pass } = setUp();
    await read();
    pass(601_000);
    state.holds = true;
    expect(await read()).toBe('look_1');
    await expect.poll(() => state.release).not.toBeNull();
    state.release?.();
    await expect.poll(() => read()).toBe('look_2');
  });

  it('keeps answering the remembered one while the system is away, and reports that', async () => {
    const { state, read, pass } = setUp();
    await read();
    pass(601_000);
    state.fails = true;
    expect(await read()).toBe('look_1');
    await expect.poll(() => state.background.length).toBe(1);
  });

  it('makes nobody wait twice for a system that is away, and notices when it is back', async () => {
    const { state, read, pass } = setUp();
    state.fails = true;
    await expect(read()).rejects.toThrow('down');
    await expect(read()).rejects.toThrow('down');
    expect(state.looks).toBe(1);
    state.fails = false;
    pass(5001);
    await expect(read()).rejects.toThrow('down');
    await expect.poll(() => read().catch(() => 'away')).toBe('look_2');
  });

  it('does not answer one older than two hours', async () => {
    const { read, pass } = setUp();
    await read();
    pass(7_201_000);
    expect(await read()).toBe('look_2');
  });

  it('takes what a worker has stored since, and leaves the system alone', async () => {
    const { state, read, pass } = setUp();
    await read();
    pass(660_000);
    state.stored = {
      catalog: { defaultSchema: 'by_worker', tables: [] },
      takenAt: '2026-01-01T00:09:00.000Z',
    };
    expect(await read()).toBe('by_worker');
    expect(state.looks).toBe(1);
  });

  it('takes what another process stored, unless the connection changed since', async () => {
    const { state, read, connection, pass } = setUp();
    state.stored = {
      catalog: { defaultSchema: 'stored', tables: [] },
      takenAt: '2026-01-01T00:00:00Z',
    };
    pass(1000);
    expect(await read()).toBe('stored');
    expect(await read({ ...connection, updatedAt: '2026-01-01T00:00:00.500Z' })).toBe('look_1');
  });
});
