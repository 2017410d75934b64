import type { Readable } from 'node:stream';
import {
  invariant,
  type ChecksumAlgorithm,
  type Publication,
  type PublicationKey,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import { checksumQuery } from '../../kit/duckdb/checksum.ts';
import type { DuckConnection } from '../../kit/duckdb/duck-connection.ts';
import type { Encoding } from './encoding.ts';
import type { FileStore } from './file-store.ts';
import { exclusively } from './exclusively.ts';
import { isReadByValue } from './json-lines-encoding.ts';
import { strict } from './plain-text.ts';
import { settleWork } from './ledger.ts';
import { publishStaging } from './publish.ts';
import { workName, type TargetPath } from './target-path.ts';
import { typedRows } from './typed-rows.ts';

/** What the parts of a load share. */
export interface StagingParts {
  readonly connection: DuckConnection;
  readonly store: FileStore;
  /** FileStore.keyOf the folder, for those who publish into it one after the other. */
  readonly place: string;
  readonly request: StagingRequest;
  readonly key: PublicationKey;
  readonly path: TargetPath;
  /** Name of the staged file. */
  readonly staged: string;
  readonly encoding: Encoding;
  onPublished(): void;
}

/** A file that is written under a name of its own until it is published. */
export class FileStaging implements Staging {
  readonly name: string;
  readonly #parts: StagingParts;
  #state: 'empty' | 'loading' | 'loaded' = 'empty';
  #rows = 0n;
  #checksum: TableChecksum | undefined;
  #isClosed = false;
  #publication: Publication | undefined;

  constructor(parts: StagingParts) {
    this.#parts = parts;
    this.name = parts.staged;
  }

  async write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }> {
    invariant(this.#state === 'empty', 'a staged file is written once');
    this.#state = 'loading';
    const { connection, store, staged, request, encoding } = this.#parts;
    const { columns, object } = request.plan;
    try {
      this.#rows = await connection.copyIn(stream, {
        doing: 'write',
        object: object.name,
        signal,
        width: columns.length,
        statement: (from) => encoding.copy(typedRows(columns, from), store.stagedPath(staged)),
      });
      this.#state = 'loaded';
      return { rows: this.#rows };
    } finally {
      stream.destroy();
    }
  }

  /** Reads the file back: what is summed is what its readers get. */
  async checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum> {
    invariant(algorithm === 'md5_32', 'only what checksumAlgorithms offers is asked for');
    throwIfCancelled(signal);
    const { connection, store, staged, request, encoding } = this.#parts;
    const columns = request.plan.columns.map((one) => one.source);
    const sql = encoding.readBack(store.stagedPath(staged));
    const options = { doing: 'compute checksums of', object: request.plan.object.name, signal };
    const actual = await connection.describe(sql, options);
    const sums = await checksumQuery(
      connection,
      { sql, columns, fidelity: strict },
      { ...options, actual },
    );
    this.#checksum = this.#honest(sums);
    return this.#checksum;
  }

  async publish(request: PublishRequest): Promise<Publication> {
    if (this.#publication === undefined) {
      invariant(this.#state === 'loaded', 'only a complete load is published');
      throwIfCancelled(request.signal);
      const staged = { rows: this.#rows, checksum: this.#checksum };
      this.#publication = await exclusively(this.#parts.place, () =>
        publishStaging(this.#parts, staged, request),
      );
      this.#parts.onPublished();
      await this.#close();
    }
    return this.#publication;
  }

  async discard(): Promise<void> {
    if (this.#isClosed) return;
    await this.#close();
    // A publication may have failed behind its rename: then its manifest is completed, not removed.
    const { place, store, path, key } = this.#parts;
    await exclusively(place, () => settleWork(store, path, workName(key)));
  }

  /** Nested JSON keeps its values in JSON lines, but DuckDB reads it in another spelling. */
  #honest(sums: TableChecksum): TableChecksum {
    const { path, request } = this.#parts;
    if (path.format.kind !== 'json') return sums;
    const reason = 'JSON is read back in another spelling; NULLs and rows are compared.';
    const columns = sums.columns.map((one, index) => {
      const type = request.plan.columns[index]?.source.type;
      return type !== undefined && isReadByValue(type) ? { ...one, sum: null, reason } : one;
    });
    return { ...sums, columns };
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    await this.#parts.connection.close();
  }
}
