import type { Readable } from 'node:stream';
import {
  invariant,
  type ChecksumAlgorithm,
  type ChunkStaging,
  type FillRequest,
  type PlannedColumn,
  type Publication,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { hasQuarantine } from '../../kit/quarantine/misfits.ts';
import { workTableName } from '../../kit/staging-name.ts';
import type { ClickhouseClient } from '../client.ts';
import { layoutSql } from '../layout.ts';
import { landingColumn } from '../narrow.ts';
import { columnSql, historySql } from '../plan-table.ts';
import { quoteTable, type TableName } from '../quote.ts';
import type { ChunkTable } from '../../kit/chunk-record.ts';
import { alterTable } from './alter-table.ts';
import { ClickhouseChunks } from './chunks.ts';
import { fillStaging } from './fill.ts';
import { dropWork } from './finish-swap.ts';
import { insertStream, sumRows } from './load.ts';
import { publishStaging } from './publish.ts';
import { createLanding } from './quarantine.ts';
import { countRows, dropSoon, findTable } from './tables.ts';

/**
 * Creates the staging table: like the target where it exists, else as planned. `earlier` are chunks
 * that this attempt may go on from.
 */
export async function createStaging(
  client: ClickhouseClient,
  target: TableName,
  request: StagingRequest,
  earlier: readonly ChunkTable[],
): Promise<Staging> {
  const { key, plan, layout, write, signal } = request;
  const staging = { database: target.database, name: workTableName('stg', key) };
  const existing = await findTable(client, target, signal);
  const columns = [...plan.columns.map(columnSql), ...historySql(write)].join(', ');
  const shape =
    existing === undefined
      ? `(${columns}) ${layoutSql(plan.columns, layout, write)}`
      : `AS ${quoteTable(target)}`;
  await client.command(`CREATE TABLE ${quoteTable(staging)} ${shape}`, {
    signal,
    doing: 'create a table',
    object: `${target.database}.*`,
  });
  if (existing !== undefined) {
    await alterTable({ client, target, request }, staging, signal).catch(async (error: unknown) => {
      await dropSoon(client, staging);
      throw error;
    });
  }
  const parts = { client, target, staging, request };
  const landing = hasQuarantine(plan) ? await createLanding(parts) : staging;
  const landed = plan.columns.map(landingColumn);
  return new ClickhouseStaging({ ...parts, landing, landed }, earlier);
}

/** What the parts of a load share. */
export interface StagingParts {
  readonly client: ClickhouseClient;
  readonly target: TableName;
  readonly staging: TableName;
  /** Where rows land: the staging table itself, unless some may be set apart. */
  readonly landing: TableName;
  /** The columns as they land. */
  readonly landed: readonly PlannedColumn[];
  readonly request: StagingRequest;
}

class ClickhouseStaging implements Staging {
  readonly name: string;
  readonly chunks?: ChunkStaging;
  readonly #chunks: ClickhouseChunks | undefined;
  readonly #parts: StagingParts;
  #state: 'empty' | 'loading' | 'loaded' | 'published' = 'empty';

  constructor(parts: StagingParts, earlier: readonly ChunkTable[]) {
    this.#parts = parts;
    const { chunks } = parts.request;
    if (chunks !== undefined) {
      const sealed = (): void => void (this.#state = 'loaded');
      this.#chunks = new ClickhouseChunks(parts, { ...chunks, earlier, sealed });
      this.chunks = this.#chunks;
    }
    this.name = `${parts.staging.database}.${parts.staging.name}`;
  }

  async write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    this.#state = 'loading';
    const { client, landing } = this.#parts;
    try {
      await insertStream(this.#parts, landing, stream, signal);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    const rows = await countRows(client, landing, signal);
    this.#state = 'loaded';
    return { rows };
  }

  async fill(request: FillRequest): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staging table is written once');
    this.#state = 'loading';
    const { client, landing } = this.#parts;
    await fillStaging(this.#parts, request);
    const rows = await countRows(client, landing, request.signal);
    this.#state = 'loaded';
    return { rows };
  }

  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    return sumRows(this.#parts, this.#parts.landing, { algorithm, signal });
  }

  async publish(request: PublishRequest): Promise<Publication> {
    const isComplete = this.#state === 'loaded' || this.#state === 'published';
    invariant(isComplete, 'only a complete load is published');
    const publication = await publishStaging(this.#parts, request);
    this.#state = 'published';
    await this.#chunks?.drop();
    return publication;
  }

  async discard(): Promise<void> {
    if (this.#state === 'published') return;
    await this.#chunks?.drop();
    await dropWork(this.#parts.client, this.#parts.staging);
  }
}
