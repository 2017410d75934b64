import type { Readable } from 'node:stream';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fidelity, Layout, SchemaContract, Write, WriteMode } from '../spec/target.ts';
import type { Catalog, CatalogTable } from '../types/catalog.ts';
import type { Column, Schema } from '../types/column-type.ts';
import type { PathSize } from '../types/path-size.ts';
import type { ObjectName } from '../types/object-name.ts';
import type { SchemaChange } from '../types/schema-change.ts';
import type { ChunkStaging } from './chunks.ts';
import type { KeyRange, KeyRanges } from './key-range.ts';
import type { ProfileRequest, TableProfile } from './profiling.ts';

/** One setting of a connection. The list feeds validation, docs, `GET /connectors` and forms. */
export interface ConnectorField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `json`: a list or an object, or its JSON as text. It has no secrets in it. */
  readonly type: 'text' | 'integer' | 'boolean' | 'choice' | 'json';
  readonly required: boolean;
  /** Encrypted at rest, never returned, never logged. */
  readonly secret: boolean;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  readonly example?: string;
}

/** Names of SQL dialects. */
export const dialectNames = ['postgresql', 'clickhouse', 'duckdb', 'mysql', 'sqlite'] as const;

/** Connectors without SQL have none. */
export type DialectName = (typeof dialectNames)[number];

/** What generic code asks instead of naming a system. */
export interface ConnectorCapabilities {
  readonly source: boolean;
  readonly target: boolean;
  /** SQL that steps can be pushed into. */
  readonly dialect: DialectName | null;
  readonly writeModes: readonly WriteMode[];
  /** What it can do when the columns that arrive are not the target's; absent: it refuses. */
  readonly schemaContracts?: readonly SchemaContract[];
  /** True when contract `discard` keeps rows whose values do not fit in a table of their own. */
  readonly quarantine?: true;
  /** True when all reads of one snapshot see the same moment. */
  readonly consistentSnapshot: boolean;
  /** True when a query of the server can fill a staging table of the same server: `Staging.fill`. */
  readonly inTarget?: boolean;
  /**
   * True when its catalog may be read at any time without disturbing or costing anybody: servers of databases.
   * Absent: it is read when somebody needs it.
   */
  readonly backgroundCatalog?: true;
  /** True when sources may name files by `path`: the session has `describePath`. */
  readonly paths?: boolean;
}

export interface ConnectorSpec {
  /** `postgresql`: stable, part of the API. */
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly ConnectorField[];
  readonly capabilities: ConnectorCapabilities;
  /** Markdown: privileges needed, traps, how to. */
  readonly docs: string;
  /** Other names people use: postgres, pg. */
  readonly aliases: readonly string[];
}

/** Settings by field name, secrets included. Parsed by the connector against its fields. */
export type ConnectionSettings = Readonly<Record<string, unknown>>;

export interface OpenOptions {
  /** Shown to the data system, e.g. as application_name: `ai-etl run_…`. */
  readonly label: string;
  readonly connectTimeoutMs: number;
  /** Folders of this machine, absolute, below which connections may use files. Absent or empty: none. */
  readonly fileRoots?: readonly string[];
  /** Judges addresses for connectors that call any URL they are given. Absent: none may be called. */
  readonly outbound?: OutboundGuard;
  /**
   * Judges addresses of the servers that connections name, for connectors that resolve names themselves. Absent: all
   * may be connected to.
   */
  readonly hosts?: OutboundGuard;
  readonly signal?: AbortSignal;
}

/** Where the installation may call on behalf of a person who only gave a URL. */
export interface OutboundGuard {
  /** Whether a request to this address may leave. */
  allows(address: string, protocol: 'http:' | 'https:'): boolean;
}

/** An adapter to one kind of data system. Stateless; sessions hold what lives. */
export interface Connector {
  readonly spec: ConnectorSpec;
  /** Findings about settings, with `path` = field name; empty when they can be opened. */
  validateSettings(settings: ConnectionSettings): readonly Diagnostic[];
  /**
   * Connects. Throws CONNECTION_FAILED, CREDENTIALS_REJECTED, TLS_FAILED, OBJECT_NOT_FOUND
   * (database) or VALIDATION_ERROR.
   */
  open(settings: ConnectionSettings, options: OpenOptions): Promise<ConnectorSession>;
  /** Pure: how a table for these columns would look in the target, and what does not fit. */
  planTable(request: TablePlanRequest): TablePlan;
}

export interface TablePlanRequest {
  readonly object: ObjectName;
  readonly columns: Schema;
  readonly write: Write;
  readonly layout: Layout;
  readonly fidelity: Fidelity;
  /** What happens where `existing` is not what arrives; absent: evolve, as in a spec. */
  readonly contract?: SchemaContract;
  /** The table as it is now, or null when it will be created. */
  readonly existing: CatalogTable | null;
  /** Put before each diagnostic's path: `targets.0`. */
  readonly path: string;
}

export interface PlannedColumn {
  /** Name and logical type as they arrive. */
  readonly source: Column;
  /** Type as stored in the target. */
  readonly nativeType: string;
  /** What a domain is based on, arrays of domains too. Absent: `nativeType` is no domain. */
  readonly baseType?: string;
  readonly nullable: boolean;
  /** Values for which a row is set apart, not loaded (contract discard). Absent: none. */
  readonly setApart?: readonly SetApart[];
}

/** `null`: no value where there must be one. `misfit`: a value that the column cannot hold unchanged. */
export type SetApart = 'null' | 'misfit';

export interface TablePlan {
  readonly object: ObjectName;
  /** What is loaded; a column that arrives and is discarded is not among them. */
  readonly columns: readonly PlannedColumn[];
  /** How the table that exists differs; the loader makes those that change it. Absent: in nothing. */
  readonly changes?: readonly SchemaChange[];
  /** CREATE TABLE text; empty when the table exists. */
  readonly createSql: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ConnectionTest {
  readonly ok: boolean;
  readonly latencyMs: number;
  readonly serverVersion: string | null;
  /** One line a check: connect, log in, read, create tables. */
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly message: string;
  }[];
}

/** An open connection. Not for concurrent use, unless a method says so. */
export interface ConnectorSession {
  test(signal?: AbortSignal): Promise<ConnectionTest>;
  /** Tables and views the account can see, system schemas and our own staging tables left out. */
  catalog(signal?: AbortSignal): Promise<Catalog>;
  /**
   * That of the catalog, only with capabilities.paths: files that are named by paths alone are described one by
   * one, and looking into all others is spared.
   */
  readonly defaultSchema?: string;
  /** Runs a read-only query for a person to look at: at most `limit` rows as text. */
  sample(request: SampleRequest): Promise<Sample>;
  /** Estimated result size; throws QUERY_FAILED when the system refuses the query. */
  explain(sql: string, signal?: AbortSignal): Promise<QueryEstimate>;
  /** Result columns of a read-only query, without running it. */
  describe(sql: string, signal?: AbortSignal): Promise<Schema>;
  /**
   * Columns of the files that a path or glob names; only with capabilities.paths. In SQL the path is a
   * table of the catalog's default schema. Throws OBJECT_NOT_FOUND, VALIDATION_ERROR (a path that
   * leads out), VALUE_REJECTED (files that are not what they seem).
   */
  describePath?(path: string, signal?: AbortSignal): Promise<Schema>;
  /**
   * How much the files hold that a path or glob names, without reading them all: what was read to describe them,
   * footers, and a bounded sample. Throws as describePath does, and CONNECTION_LOST where a file is gone by now.
   */
  measurePath?(path: string, signal?: AbortSignal): Promise<PathSize>;
  /**
   * Statistics of one table, worked out in the source on a sample of its rows; absent where the
   * connector cannot. Read-only. What takes longer than the limit is left out and named; throws
   * OBJECT_NOT_FOUND, PRIVILEGE_MISSING and what a broken connection throws.
   */
  profile?(request: ProfileRequest): Promise<TableProfile>;
  /** A view of the data at one moment (see capabilities.consistentSnapshot). */
  openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot>;
  /** Only with capabilities.target. */
  readonly loader: TargetLoader;
  close(): Promise<void>;
}

export interface SampleRequest {
  readonly sql: string;
  readonly limit: number;
  readonly timeoutMs: number;
  /**
   * Characters at which values are cut, in the source. Values then have one spelling whatever the
   * system: lists are JSON, bytes hexadecimal, instants in UTC. Absent: as the system prints them.
   */
  readonly longestValue?: number;
  readonly signal?: AbortSignal;
}

export interface Sample {
  readonly columns: Schema;
  /** Text form of each value; null is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly truncated: boolean;
}

export interface QueryEstimate {
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** Reads of one moment. `read` and `checksum` may run at the same time, several at once. */
export interface SourceSnapshot {
  /** Name by which another session of the same server joins this moment; absent: none can. */
  readonly id?: string;
  /** Reading in ranges of a key; absent: this source cannot, and nobody gives `range`. */
  readonly ranges?: KeyRanges;
  /** Exact number of rows of a query in this snapshot. */
  count(sql: string, signal?: AbortSignal): Promise<bigint>;
  /** Starts a query; `columns` are its result, wire-encoded by the connector. */
  read(request: ReadRequest): Promise<WireRead>;
  /** Algorithms this source computes, best first. */
  checksumAlgorithms(signal?: AbortSignal): Promise<readonly ChecksumAlgorithm[]>;
  /** Checksums of a query's rows as the wire form would carry them. */
  checksum(request: SourceChecksumRequest): Promise<TableChecksum>;
  close(): Promise<void>;
}

export interface ReadRequest {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
  /** Absent: all rows. */
  readonly range?: KeyRange;
  /** True: a checksum of the same query and columns is asked for as well, once; a source may keep the rows for it. */
  readonly isSummed?: boolean;
  /** True: rows may come in any order. Absent: in that of the query, or of what it reads, where these have one. */
  readonly inAnyOrder?: boolean;
  /** Abort cancels the query on the server and destroys the stream. */
  readonly signal: AbortSignal;
}

/**
 * Wire bytes of a query. The stream errors with an AiEtlError when the source dies: an end
 * without error means every row was read.
 */
export interface WireRead {
  readonly stream: Readable;
  /** Rows so far; exact once the stream ended. */
  rows(): bigint;
  bytes(): bigint;
}

/** How text-like values are summed: CRC-32 (IEEE), or the first 32 bits of MD5. */
export type ChecksumAlgorithm = 'crc32' | 'md5_32';

export interface SourceChecksumRequest {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
  /** Absent: all rows. */
  readonly range?: KeyRange;
  readonly algorithm: ChecksumAlgorithm;
  readonly signal: AbortSignal;
}

/** Per column: NULLs, and the sum as a decimal text (see docs/concepts/receipts.md). */
export interface ColumnChecksum {
  readonly name: string;
  readonly nulls: string;
  /** null: this column cannot be summed alike on both sides; `reason` says why. */
  readonly sum: string | null;
  readonly reason?: string;
}

export interface TableChecksum {
  readonly rows: string;
  readonly algorithm: ChecksumAlgorithm;
  readonly columns: readonly ColumnChecksum[];
}

/** Names one publication: the same (run, step) is published at most once, whatever the attempt. */
export interface PublicationKey {
  readonly runId: string;
  /** Target id in the spec. */
  readonly step: string;
  readonly attempt: number;
}

export interface StagingRequest {
  readonly key: PublicationKey;
  readonly plan: TablePlan;
  readonly write: Write;
  readonly layout: Layout;
  readonly fidelity: Fidelity;
  /** RFC 3339, UTC: the run's logical time, since when (scd2) the rows are as they arrive. */
  readonly effectiveAt: string;
  /**
   * Present: the rows come in chunks, if the target can (`Staging.chunks`). Chunks of earlier attempts
   * with the same fingerprint are kept.
   */
  readonly chunks?: { readonly fingerprint: string };
  readonly signal: AbortSignal;
}

/** Loads with stage, verify, publish. Nothing is ever streamed into the published table. */
export interface TargetLoader {
  /** Algorithms this target computes, best first. */
  checksumAlgorithms(signal?: AbortSignal): Promise<readonly ChecksumAlgorithm[]>;
  /**
   * Creates an empty staging table for this attempt, dropping those of earlier attempts; but see
   * StagingRequest.chunks.
   */
  stage(request: StagingRequest): Promise<Staging>;
  /** What (run, step) published, or null. Answers rightly after a crash at any point. */
  publication(
    object: ObjectName,
    key: PublicationKey,
    signal?: AbortSignal,
  ): Promise<Publication | null>;
  /** Drops staging tables that belong to runs for which `isLive` answers false. */
  sweep(
    object: ObjectName,
    isLive: (runId: string) => boolean,
    signal?: AbortSignal,
  ): Promise<number>;
}

export interface Staging {
  /** Name in the target, for logs. */
  readonly name: string;
  /**
   * Loads wire bytes. Resolves when the target has acknowledged all of them; a stream error
   * rejects and leaves the staging table unusable. May run once.
   */
  write(stream: Readable, signal: AbortSignal): Promise<{ readonly rows: bigint }>;
  /**
   * Loads the rows of a query of the same server, inside the server: no byte passes through us.
   * In the place of `write`; only with capabilities.inTarget.
   */
  fill?(request: FillRequest): Promise<{ readonly rows: bigint }>;
  /** In the place of `write`; only where the request has chunks. */
  readonly chunks?: ChunkStaging;
  checksum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<TableChecksum>;
  /**
   * Makes the staged rows the target's, atomically, once per (run, step): a second call answers
   * what the first published. `expectedRows` is checked again inside the publication. Rows that the plan
   * sets apart go to the quarantine in the same act, or just before where there is no such act.
   */
  publish(request: PublishRequest): Promise<Publication>;
  /** Drops the staging table; a no-op after publish. */
  discard(): Promise<void>;
}

export interface FillRequest {
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
  /** The moment whose rows are wanted: a snapshot of the same server, opened by this connector. */
  readonly snapshot: SourceSnapshot;
  readonly signal: AbortSignal;
}

export interface PublishRequest {
  readonly expectedRows: bigint;
  /** Last look before the point of no return: throws RUN_LEASE_LOST when the run is no longer ours. */
  readonly fence: () => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Publication {
  readonly runId: string;
  readonly step: string;
  /** Rows that arrived, also those set apart. */
  readonly rows: string;
  readonly mode: WriteMode;
  /** The attempt that published it; absent in records of earlier releases. */
  readonly attempt?: number;
  /** RFC 3339. */
  readonly publishedAt: string;
  /** merge: rows of the target that were replaced; scd2: versions that were ended or corrected. */
  readonly updatedRows?: string;
  /** merge: rows that were removed; scd2: versions that ended because their key vanished. */
  readonly deletedRows?: string;
  /** Rows that were set apart, and where they are kept; absent: none could be. */
  readonly quarantinedRows?: string;
  readonly quarantineTable?: string;
}
