import { AiEtlError, PipelineSpec, type Clock, type Run, type RunConnection } from '@ai-etl/core';
import type { EnginePorts } from '../ports.ts';
import { createFreezer, type Freezer } from './checkpoint.ts';
import { createMemoryConnector } from './memory-connector.ts';
import { createMemoryScratch, type MemoryScratch } from './memory-scratch.ts';
import { createMemoryRunStore, type MemoryRunStore } from './memory-run-store.ts';
import { createMemorySystem, type MemorySystem } from './memory-system.ts';

export const startTime = '2026-01-01T00:00:00.000Z';
export const secret = 'correct-horse-battery';

/** Sources, a target and a scratch database in memory, a store, and ports that join them. */
export interface RunFixture {
  readonly ports: EnginePorts;
  readonly store: MemoryRunStore;
  readonly source: MemorySystem;
  /** Another server with the same tables. */
  readonly otherSource: MemorySystem;
  readonly target: MemorySystem;
  readonly scratch: MemoryScratch;
  readonly freezer: Freezer;
  /** What operators would read. */
  readonly operatorLog: string[];
  addRun(change?: SpecChange): Promise<Run>;
}

export interface SpecChange {
  readonly mode?: 'replace' | 'append' | 'merge';
  /** Rows that the source no longer has; merge only. */
  readonly onDelete?: 'keep' | 'delete';
  readonly contract?: 'evolve' | 'freeze' | 'discard';
  readonly policy?: Partial<PipelineSpec['policy']>;
  /** Names of the tables moved; default `orders`. */
  readonly tables?: readonly string[];
  /** One target, `to_both`: orders of one server and customers of the other, united. */
  readonly united?: true;
}

export const sourceLines: Readonly<Record<string, readonly string[]>> = {
  orders: ['1\tone', '2\t\\N', '3\tthree'],
  customers: ['7\tseven', '8\teight'],
};

export function createRunFixture(clock: Clock): RunFixture {
  const freezer = createFreezer();
  const tables = Object.entries(sourceLines).map(([name, lines]) => ({ name, lines }));
  const source = createMemorySystem('src', freezer.checkpoint, tables);
  const otherSource = createMemorySystem('src2', freezer.checkpoint, tables);
  const scratch = createMemoryScratch(freezer.checkpoint);
  const target = createMemorySystem('dst', freezer.checkpoint, []);
  const store = createMemoryRunStore(clock, freezer.checkpoint);
  const connectors = [source, otherSource, target].map(createMemoryConnector);
  const operatorLog: string[] = [];
  return {
    store,
    source,
    otherSource,
    target,
    scratch,
    freezer,
    operatorLog,
    ports: {
      store,
      clock,
      openScratch: scratch.open,
      connectors: (type) => connectors.find((one) => one.spec.type === type),
      random: () => 0.5,
      maskKey: () => 'ab'.repeat(32),
      log: (level, message, fields) => {
        operatorLog.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
      },
    },
    addRun: (change = {}) => store.add(makeSpec(change), connections),
  };
}

export const connections: readonly RunConnection[] = ['src', 'src2', 'dst'].map((type) => ({
  id: `conn_${type}`,
  name: type,
  type,
  settings: { password: secret },
}));

export function makeSpec({
  mode = 'replace',
  onDelete = 'keep',
  contract = 'evolve',
  policy = {},
  tables = ['orders'],
  united,
}: SpecChange): PipelineSpec {
  if (united === true) return makeUnitedSpec(policy);
  return PipelineSpec.parse({
    version: 1,
    name: 'copy',
    sources: tables.map((name) => ({ id: name, connection: 'conn_src', object: { name } })),
    targets: tables.map((name) => ({
      id: `to_${name}`,
      input: name,
      connection: 'conn_dst',
      object: { name },
      contract,
      write: { mode, keys: mode === 'merge' ? ['id'] : [], on_delete: onDelete },
    })),
    policy: { retry_delay_seconds: 1, ...policy },
  });
}

function makeUnitedSpec(policy: Partial<PipelineSpec['policy']>): PipelineSpec {
  return PipelineSpec.parse({
    version: 1,
    name: 'unite',
    sources: [
      { id: 'orders', connection: 'conn_src', object: { name: 'orders' } },
      { id: 'customers', connection: 'conn_src2', object: { name: 'customers' } },
    ],
    steps: [{ id: 'both', op: 'union', inputs: ['orders', 'customers'], mode: 'all' }],
    targets: [
      {
        id: 'to_both',
        input: 'both',
        connection: 'conn_dst',
        object: { name: 'united' },
        write: { mode: 'replace' },
      },
    ],
    policy: { retry_delay_seconds: 1, ...policy },
  });
}

export const lost = (what: string) => new AiEtlError('CONNECTION_LOST', `${what} went away.`);
