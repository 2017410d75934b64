import type {
  ChecksumAlgorithm,
  ReadRequest,
  SourceChecksumRequest,
  SourceSnapshot,
  TableChecksum,
  WireRead,
} from '@ai-etl/core';
import { z } from 'zod';
import { checksumAlgorithms, checksumTable } from './checksum.ts';
import type { ClickhouseClient } from './client.ts';
import { endMark, endMarkSettings, WireOut } from './wire-out.ts';
import { nativeColumns } from './query.ts';
import { wireSelect, wireSettings } from './wire.ts';

const Count = z.object({ n: z.string() });

/** Reads run side by side; ClickHouse has no snapshot over several queries, and we claim none. */
export class ClickhouseSnapshot implements SourceSnapshot {
  readonly #client: ClickhouseClient;

  constructor(client: ClickhouseClient) {
    this.#client = client;
  }

  async count(sql: string, signal?: AbortSignal): Promise<bigint> {
    const [row] = await this.#client.rows(
      `SELECT toString(count()) AS n FROM (${sql}\n) AS q`,
      Count,
      { signal, doing: 'count rows', settings: { readonly: '2' } },
    );
    return BigInt(row?.n ?? 0);
  }

  async read(request: ReadRequest): Promise<WireRead> {
    const { sql, columns, fidelity, signal } = request;
    const options = { signal, doing: 'read' };
    const natives = await nativeColumns(this.#client, sql, options);
    const query = `${wireSelect(sql, columns, { natives, fidelity })} FORMAT CustomSeparated`;
    const response = await this.#client.download(query, {
      ...options,
      settings: { ...wireSettings, ...endMarkSettings, readonly: '2' },
    });
    const stream = new WireOut({
      response,
      endMark,
      signal,
      context: this.#client.context(options),
    });
    // A failure before somebody reads is kept for the reader; it must not end the process.
    stream.on('error', () => undefined);
    return { stream, rows: () => BigInt(stream.rows), bytes: () => BigInt(stream.bytes) };
  }

  async checksumAlgorithms(): Promise<readonly ChecksumAlgorithm[]> {
    return checksumAlgorithms;
  }

  async checksum(request: SourceChecksumRequest): Promise<TableChecksum> {
    const { sql, columns, fidelity, algorithm, signal } = request;
    const options = { signal, doing: 'compute checksums', settings: { readonly: '2' as const } };
    const natives = await nativeColumns(this.#client, sql, options);
    const from = `(${sql}\n) AS q`;
    return checksumTable(this.#client, { from, columns, natives, fidelity, algorithm }, options);
  }

  async close(): Promise<void> {
    // Queries hold their own connections; nothing outlives them.
  }
}
