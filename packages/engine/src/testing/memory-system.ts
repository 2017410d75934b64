import type { AiEtlError, CatalogTable, ChunkRecord, Publication } from '@ai-etl/core';
import type { Checkpoint } from './checkpoint.ts';

/** A data system in memory. Rows are wire lines without the line feed. */
export interface MemorySystem {
  readonly name: string;
  readonly tables: Map<string, MemoryTable>;
  /** Staging tables by name. */
  readonly staging: Map<string, MemoryStagingTable>;
  /** Chunk tables by name. */
  readonly chunks: Map<string, MemoryChunk>;
  /** What snapshots saw, by their moment. */
  readonly moments: ReadonlyMap<string, readonly string[]>[];
  /** By run and step: written together with the rows. */
  readonly publications: Map<string, Publication>;
  readonly checkpoint: Checkpoint;
  /** Switched by tests. */
  readonly faults: MemoryFaults;
  /** Queries that run now; a cancelled one leaves. */
  runningQueries: number;
  openSessions: number;
}

export interface MemoryTable {
  readonly table: CatalogTable;
  lines: readonly string[];
}

export interface MemoryStagingTable {
  readonly runId: string;
  readonly step: string;
  readonly attempt: number;
  lines: readonly string[];
}

export interface MemoryChunk extends MemoryStagingTable {
  readonly fingerprint: string;
  /** null: not durable yet. */
  record: ChunkRecord | null;
}

export interface MemoryFaults {
  /** Ids at which tables are cut; without them, sources cannot. */
  cuts?: readonly string[];
  refuse?: AiEtlError;
  /** Reads are refused. */
  refuseQuery?: AiEtlError;
  /** The source dies after that many lines. */
  readDies?: { readonly afterLines: number; readonly error: AiEtlError };
  /** The stream gives these lines and then nothing until it is aborted. */
  readHangsAfter?: number;
  /** The stream ends at once, as if the table were empty. */
  sendsNothing?: boolean;
  /** A column that arrives and that planTable leaves out, as a contract may say. */
  discards?: string;
  /** Lines that publishing sets apart. */
  setsApart?: (line: string) => boolean;
  writeDies?: AiEtlError;
  /** Changes a line while it is loaded. */
  damage?: (line: string) => string;
  /** Rows that only the source's checksum sees: the table changed between two reads. */
  checksumSees?: readonly string[];
  /** Thrown after the publication has happened: the answer was lost. */
  publishAnswerLost?: AiEtlError;
  /** No session opens any more once something was published. */
  refuseAfterPublishing?: AiEtlError;
  consistentSnapshot?: boolean;
}

export function createMemorySystem(
  name: string,
  checkpoint: Checkpoint,
  tables: readonly { readonly name: string; readonly lines: readonly string[] }[],
): MemorySystem {
  return {
    name,
    tables: new Map(tables.map((one) => [one.name, memoryTable(one.name, one.lines)])),
    staging: new Map(),
    chunks: new Map(),
    moments: [],
    publications: new Map(),
    checkpoint,
    faults: {},
    runningQueries: 0,
    openSessions: 0,
  };
}

/** Tables of tests have the columns `id` (key, int64) and `note` (text, may be NULL). */
export function memoryTable(name: string, lines: readonly string[]): MemoryTable {
  return {
    lines,
    table: {
      object: { schema: 'public', name },
      kind: 'table',
      columns: [
        { name: 'id', type: { kind: 'int64' }, nullable: false, nativeType: 'bigint' },
        { name: 'note', type: { kind: 'text' }, nullable: true, nativeType: 'text' },
      ],
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: [],
      estimatedRows: lines.length,
      estimatedBytes: null,
    },
  };
}
