import { PipelineSpec, type PipelineSpecInput } from '@ai-etl/core';

export type Mode = 'replace' | 'append' | 'merge' | 'scd2';
export type TargetKind = 'postgresql' | 'clickhouse' | 'files';

/**
 * What a case is about: `plain` reads a table as it is, `history` keeps versions of its rows (scd2),
 * `incremental` reads by a cursor what was added since, `joined` takes the local route to labels that
 * another server has, `chunked` is large enough to be loaded in durable chunks, `file` reads CSV,
 * `export` writes a folder of Parquet and `export_file` one CSV file, `filled` stays inside one server.
 */
export type CaseKind =
  | 'plain'
  | 'history'
  | 'incremental'
  | 'joined'
  | 'chunked'
  | 'file'
  | 'export'
  | 'export_file'
  | 'filled';

/** What columns the rows of a case have: as loaded, with a label, or with what a version's life is told by. */
export type RowShape = 'plain' | 'labelled' | 'versioned';

export function rowShapeOf(kind: CaseKind): RowShape {
  if (kind === 'joined') return 'labelled';
  return kind === 'history' ? 'versioned' : 'plain';
}

/** One pipeline under test: a way of writing into a kind of target. */
export interface FaultCase {
  /** `append_clickhouse`: also the name of the target table. */
  readonly name: string;
  readonly kind: CaseKind;
  readonly mode: Mode;
  readonly target: TargetKind;
  readonly sourceTable: string;
  /** In the source database: what the target must hold after the runs so far. */
  readonly expectedTable: string;
}

export const faultCases: readonly FaultCase[] = [
  ...(['replace', 'append', 'merge'] as const).flatMap((mode) => intoBoth('plain', mode)),
  ...intoBoth('history', 'scd2'),
  ...intoBoth('incremental', 'append'),
  faultCase('joined', 'replace', 'postgresql'),
  faultCase('joined', 'merge', 'clickhouse'),
  ...intoBoth('chunked', 'replace'),
  ...intoBoth('chunked', 'append'),
  faultCase('file', 'replace', 'postgresql'),
  faultCase('file', 'append', 'clickhouse'),
  faultCase('export', 'append', 'files'),
  faultCase('export', 'replace', 'files'),
  faultCase('export_file', 'replace', 'files'),
  faultCase('filled', 'append', 'postgresql'),
  faultCase('filled', 'replace', 'clickhouse'),
];

/** A `chunked` source has this many times the rows of the others. */
export const chunkedTimes = 8;

/** Rows of a chunk: others have fewer than two of them. */
export function chunkRowsFor(rows: number): number {
  return Math.ceil(rows * 0.6) + 1000;
}

/** In ClickHouse: a label for most ids, which rows of PostgreSQL are joined to. */
export const labelsTable = 'labels';

export interface SpecConnections {
  readonly source: string;
  /** `files`: the folder with the CSV files as well. */
  readonly targets: Readonly<Record<TargetKind, string>>;
}

type WriteInput = Extract<PipelineSpecInput['targets'], readonly unknown[]>[number]['write'];

/** As many retries as there may be, and short ones: the test waits for recovery, not for patience. */
export function specOf(one: FaultCase, connections: SpecConnections): PipelineSpec {
  const isJoined = one.kind === 'joined';
  return PipelineSpec.parse({
    version: 1,
    name: one.name,
    sources: [
      {
        id: 'rows',
        ...(one.kind === 'file'
          ? { connection: connections.targets.files, path: csvOf(one) }
          : { connection: sourceOf(one, connections), object: { name: one.sourceTable } }),
        ...(one.kind === 'incremental' ? { incremental: { cursor: 'happened_at' } } : {}),
      },
      ...(isJoined
        ? [
            {
              id: 'labels',
              connection: connections.targets.clickhouse,
              object: { name: labelsTable },
            },
          ]
        : []),
    ],
    steps: isJoined
      ? [
          {
            id: 'labelled',
            op: 'join',
            inputs: ['rows', 'labels'],
            how: 'inner',
            on: 'rows.id = labels.row_id',
          },
        ]
      : [],
    targets: [
      {
        id: 'out',
        input: isJoined ? 'labelled' : 'rows',
        connection: isFilledInSource(one) ? connections.source : connections.targets[one.target],
        ...(one.target === 'files'
          ? { path: exportOf(one) }
          : { object: { name: one.name }, layout: { order_by: ['id'] } }),
        write: writeOf(one),
      },
    ],
    policy: {
      retries: 20,
      retry_delay_seconds: 1,
      timeout_seconds: 600,
      verify: 'checksums',
      ...(isJoined ? { route: 'local' } : {}),
      ...(one.kind === 'filled' ? { route: 'in_target' } : {}),
    },
  } satisfies PipelineSpecInput);
}

/** The file that a `file` case reads. */
export function csvOf({ sourceTable }: FaultCase): string {
  return `${sourceTable}.csv`;
}

/** What an `export` case writes; below the folder of the connection. */
export function exportOf({ name, kind }: FaultCase): string {
  return kind === 'export' ? `${name}/*.parquet` : `${name}/rows.csv`;
}

/** True where rows of PostgreSQL stay in the database of the source. */
export function isFilledInSource({ kind, target }: FaultCase): boolean {
  return kind === 'filled' && target === 'postgresql';
}

/** True where the rows are in ClickHouse before the run. */
export function isFromClickHouse({ kind, target }: FaultCase): boolean {
  return kind === 'filled' && target === 'clickhouse';
}

function sourceOf(one: FaultCase, { source, targets }: SpecConnections): string {
  return isFromClickHouse(one) ? targets.clickhouse : source;
}

function writeOf({ mode }: FaultCase): WriteInput {
  switch (mode) {
    case 'replace':
    case 'append':
      return { mode };
    case 'merge':
      return { mode, keys: ['id'] };
    case 'scd2':
      return { mode, keys: ['id'], on_delete: 'delete', history: { effective: 'happened_at' } };
  }
}

function intoBoth(kind: CaseKind, mode: Mode): readonly FaultCase[] {
  return [faultCase(kind, mode, 'clickhouse'), faultCase(kind, mode, 'postgresql')];
}

function faultCase(kind: CaseKind, mode: Mode, target: TargetKind): FaultCase {
  const name = [...(kind === 'plain' || kind === 'history' ? [] : [kind]), mode, target];
  const joined = name.join('_');
  return {
    name: joined,
    kind,
    mode,
    target,
    sourceTable: `src_${joined}`,
    expectedTable: `expected_${joined}`,
  };
}
